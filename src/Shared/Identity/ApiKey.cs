using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Identity;

/// <summary>
/// An API key as its holder has it: <c>tsk_&lt;id&gt;_&lt;secret&gt;</c>. The id is public and finds the record; the
/// secret is 256 random bits in base64url, of which only the SHA-256 is stored.
/// </summary>
public sealed partial record ApiKey
{
    /// <summary>The header that carries it, and that never reaches a service.</summary>
    public const string Header = "X-API-Key";

    private const int SecretBytes = 32;

    private ApiKey(string id, string secret) => (Id, Secret) = (id, secret);

    public string Id { get; }

    private string Secret { get; }

    /// <summary>Makes a key from a cryptographic random source.</summary>
    public static ApiKey Generate(string id) =>
        new(id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Whether it could be the id of a key: 1 to 32 ASCII letters, digits and hyphens.</summary>
    public static bool IsId([NotNullWhen(true)] string? text) => text is not null && IdPattern().IsMatch(text);

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ApiKey? key)
    {
        var match = text is { Length: <= 128 } ? Pattern().Match(text) : Match.Empty;
        key = match.Success ? new ApiKey(match.Groups["id"].Value, match.Groups["secret"].Value) : null;
        return key is not null;
    }

    /// <summary>SHA-256 of the secret, base64.</summary>
    public string Hash() => Convert.ToBase64String(Digest());

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    public bool Matches(string storedHash)
    {
        Span<byte> stored = stackalloc byte[SHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(storedHash, stored, out var length)
            && length == SHA256.HashSizeInBytes
            && CryptographicOperations.FixedTimeEquals(stored, Digest());
    }

    /// <summary>The whole key: for its holder, once.</summary>
    public string Reveal() => $"tsk_{Id}_{Secret}";

    /// <summary>Without the secret, so that a key in a log line or an exception is no leak.</summary>
    public override string ToString() => $"tsk_{Id}_***";

    private byte[] Digest() => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    [GeneratedRegex("^[A-Za-z0-9-]{1,32}\\z")]
    private static partial Regex IdPattern();

    // 43 base64url characters are the 256 bits; the last one carries 4 of them.
    [GeneratedRegex("^tsk_(?<id>[A-Za-z0-9-]{1,32})_(?<secret>[A-Za-z0-9_-]{43})\\z")]
    private static partial Regex Pattern();
}

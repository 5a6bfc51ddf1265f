using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ToskaMesh.Shared.Identity.Clients;

/// <summary>256 random bits in base64url, of which only the SHA-256 is stored (ASVS 6.5.2).</summary>
public sealed class ClientSecret
{
    private const int Bytes = 32;

    // Compared with where there is no such client, so that the time of an answer does not tell ids apart.
    private static readonly byte[] NobodysHash = new byte[SHA256.HashSizeInBytes];

    private readonly string _text;

    private ClientSecret(string text) => _text = text;

    public static ClientSecret Generate() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Whatever a client presents; a text that is no secret has a hash that is nobody's.</summary>
    public static ClientSecret Presented(string text) => new(text);

    /// <summary>SHA-256 of the text in UTF-8, base64.</summary>
    public string Hash() => Convert.ToBase64String(Digest());

    /// <summary>Compares in a time that does not depend on where the two differ, or on whether there is a hash.</summary>
    public bool Matches(string? storedHash)
    {
        Span<byte> stored = stackalloc byte[SHA256.HashSizeInBytes];
        var isHash = Convert.TryFromBase64String(storedHash ?? "", stored, out var length) && length == stored.Length;
        return CryptographicOperations.FixedTimeEquals(isHash ? stored : NobodysHash, Digest()) && isHash;
    }

    /// <summary>For its holder, once.</summary>
    public string Reveal() => _text;

    public override string ToString() => "client secret";

    private byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes(_text));
}

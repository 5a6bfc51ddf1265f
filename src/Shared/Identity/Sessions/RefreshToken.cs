using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>
/// A refresh token: 256 bits in base64url that say nothing by themselves. The first of a session is random; each other
/// is made of the one before with a key that only the control plane has. So the successor of a spent token can be made
/// again for a client that lost the race for it, and is stored nowhere but as a hash.
/// </summary>
public sealed record RefreshToken
{
    private RefreshToken(string text) => Text = text;

    /// <summary>For its holder.</summary>
    public string Text { get; }

    public static RefreshToken Generate() => new(OneTimeSecret.Generate());

    public static bool TryParse(string? text, [NotNullWhen(true)] out RefreshToken? token)
    {
        token = text is { Length: OneTimeSecret.Length } && Base64Url.IsValid(text) ? new RefreshToken(text) : null;
        return token is not null;
    }

    /// <summary>What is stored: SHA-256, base64url.</summary>
    public string Hash() => OneTimeSecret.Hash(Text);

    /// <param name="key">At least 256 bits, for this alone.</param>
    public RefreshToken Successor(ReadOnlySpan<byte> key) =>
        new(Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(Text))));

    public override string ToString() => "refresh token";
}

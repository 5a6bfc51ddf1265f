using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>
/// What ties a provider's ID token to one sign-in here (OpenID Connect Core 1.0, section 15.5.2): random, for one
/// provider, for a while, and sealed, so that handing them out stores nothing. That one was used is stored.
/// </summary>
public static class ExternalNonce
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 128;

    public const int KeyLength = 32;

    /// <summary>How long a person has to sign in at the provider.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int RandomBytes = 16;
    private const int TimeBytes = 8;
    private const int HeadBytes = RandomBytes + TimeBytes;

    public static string Make(ReadOnlySpan<byte> key, string provider, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes + SHA256.HashSizeInBytes];
        RandomNumberGenerator.Fill(bytes[..RandomBytes]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[RandomBytes..], (now + Lifetime).UtcTicks);
        Seal(key, provider, bytes[..HeadBytes], bytes[HeadBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Until when it can be used; null for one that this mesh did not give out for that provider, or whose time is over.</summary>
    public static DateTimeOffset? Check(ReadOnlySpan<byte> key, string provider, string nonce, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes + SHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        if (nonce.Length > MaxLength || !Base64Url.IsValid(nonce, out var length) || length != bytes.Length
            || !Base64Url.TryDecodeFromChars(nonce, bytes, out _))
        {
            return null;
        }

        Seal(key, provider, bytes[..HeadBytes], expected);
        if (!CryptographicOperations.FixedTimeEquals(bytes[HeadBytes..], expected))
        {
            return null;
        }

        var until = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(bytes[RandomBytes..]), TimeSpan.Zero);
        return now < until ? until : null;
    }

    /// <summary>The name under which its use is stored: of the random part, so that no other spelling of it is another one.</summary>
    public static string NameOf(string nonce) => Convert.ToHexStringLower(Base64Url.DecodeFromChars(nonce).AsSpan(0, RandomBytes));

    private static void Seal(ReadOnlySpan<byte> key, string provider, ReadOnlySpan<byte> head, Span<byte> seal) =>
        HMACSHA256.HashData(key, [.. head, .. Encoding.UTF8.GetBytes(provider)], seal);
}

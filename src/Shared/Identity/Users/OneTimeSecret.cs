using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ToskaMesh.Shared.Identity.Users;

/// <summary>A secret of 256 random bits in base64url. That much needs no slow hash (ASVS 5.0, 6.5.2).</summary>
public static class OneTimeSecret
{
    public const int Bytes = 32;

    /// <summary>Characters.</summary>
    public const int Length = 43;

    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 of its text, base64url.</summary>
    public static string Hash(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    public static bool Matches(string secret, string storedHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(storedHash));
}

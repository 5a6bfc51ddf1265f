using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ToskaMesh.Shared.Identity;

/// <summary>The control plane's master key as its settings and files hold it: 256 random bits in base64.</summary>
public static class MasterSecret
{
    public const int Bytes = 32;

    /// <summary>Makes one from a cryptographic random source.</summary>
    public static string Generate() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    public static bool TryParse(string? text, [NotNullWhen(true)] out byte[]? secret)
    {
        var bytes = new byte[Bytes];
        secret = text is not null && Convert.TryFromBase64String(text, bytes, out var length) && length == Bytes ? bytes : null;
        return secret is not null;
    }
}

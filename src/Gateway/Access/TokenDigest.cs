using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ToskaMesh.Gateway.Access;

/// <summary>SHA-256 of a token: what a cache may keep of it, since nobody can present a digest.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TokenDigest(ulong A, ulong B, ulong C, ulong D)
{
    private const int MaxOnStack = 1024;

    /// <summary>False for a text that is not ASCII, which no token is.</summary>
    [SuppressMessage("Reliability", "CA2014", Justification = "Not in a loop.")]
    public static bool TryOf(ReadOnlySpan<char> token, out TokenDigest digest)
    {
        var rented = token.Length > MaxOnStack ? ArrayPool<byte>.Shared.Rent(token.Length) : null;
        var ascii = rented is null ? stackalloc byte[MaxOnStack] : rented;
        var isAscii = Ascii.FromUtf16(token, ascii, out var length) is OperationStatus.Done;
        digest = default;
        if (isAscii)
        {
            SHA256.HashData(ascii[..length], MemoryMarshal.AsBytes(new Span<TokenDigest>(ref digest)));
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return isAscii;
    }

    // Digests are spread evenly as they are.
    public override int GetHashCode() => (int)A;
}

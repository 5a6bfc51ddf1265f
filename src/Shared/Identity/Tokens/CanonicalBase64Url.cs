using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>
/// Base64url in its only spelling (RFC 4648, sections 3.5 and 5): what is left over in the last character, padding and
/// white space would be others, and a token that has several has several places in a cache.
/// </summary>
internal static class CanonicalBase64Url
{
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, buffer, out _, out var written) is not OperationStatus.Done
            || !Base64Url.EncodeToString(buffer.AsSpan(0, written)).AsSpan().SequenceEqual(text))
        {
            return false;
        }

        bytes = written == buffer.Length ? buffer : buffer[..written];
        return true;
    }
}

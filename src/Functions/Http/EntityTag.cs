using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ToskaMesh.Functions.Http;

/// <summary>
/// A validator of what a reader sees (RFC 9110, section 8.8). Weak: two answers with one tag mean the same but may
/// differ in the times of the last heartbeat, which move without anything having changed.
/// </summary>
internal static partial class EntityTag
{
    public static string Of(ReadOnlySpan<byte> meaning)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(meaning, hash);
        return $"W/\"{Base64Url.EncodeToString(hash[..16])}\"";
    }

    /// <summary>Whether an <c>If-None-Match</c> names the tag, by the weak comparison (RFC 9110, section 13.1.2).</summary>
    public static bool Matches(string? ifNoneMatch, string tag)
    {
        if (ifNoneMatch is null)
        {
            return false;
        }

        var opaque = Tag().Match(tag).Groups[1].ValueSpan.ToString();
        return ifNoneMatch.Trim() == "*" || Tag().Matches(ifNoneMatch).Any(match => match.Groups[1].Value == opaque);
    }

    [GeneratedRegex("(?:W/)?\"([^\"]*)\"")]
    private static partial Regex Tag();
}

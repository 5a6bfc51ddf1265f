using System.Buffers.Text;
using System.Text;

namespace ToskaMesh.Functions.Http;

/// <summary>The continuation of a list: opaque to its reader, who follows the <c>Link</c> (RFC 8288).</summary>
internal static class NextPage
{
    public const string Parameter = "continuation";

    private const int MaxLength = 512;

    public static string Token(string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(after));

    /// <summary>Null for what this service never gave out.</summary>
    public static string? After(string token)
    {
        if (token.Length is 0 or > MaxLength || !Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        var text = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : "";
        return text.Length == 0 || text.Any(char.IsControl) ? null : text;
    }

    /// <summary>The same query with the continuation in it, relative to the host that was asked.</summary>
    public static string Link(Uri url, string after)
    {
        var kept = url.Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith($"{Parameter}=", StringComparison.OrdinalIgnoreCase));
        return $"<{url.AbsolutePath}?{string.Join('&', kept.Append($"{Parameter}={Token(after)}"))}>; rel=\"next\"";
    }
}

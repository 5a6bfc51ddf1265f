using System.Collections.Frozen;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Which headers routes may look at and change.</summary>
internal static class HeaderRules
{
    public const string ChangeRule =
        "must be a header's name, and none that belongs to the connection (RFC 9110, section 7.6.1), carries a credential, or is the gateway's to write";

    public const string MatchRule = "must be a header's name, and none that carries a credential or is the gateway's to write";

    private static readonly FrozenSet<string> OfTheConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade", "Content-Length", "Host", "Expect", "HTTP2-Settings");

    private static readonly FrozenSet<string> OfTheMesh = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "X-API-Key", "Authorization", "Forwarded", "X-Real-IP", "X-Correlation-ID", "traceparent", "tracestate");

    private static readonly string[] PrefixesOfTheMesh = ["X-Mesh-", "X-Forwarded-"];

    public static bool MayChange(string name) => MayMatch(name) && !OfTheConnection.Contains(name);

    // Servers behind CGI-like interfaces read an underscore as a dash.
    public static bool MayMatch(string name)
    {
        var plain = name.Replace('_', '-');
        return IsToken(name)
            && !OfTheMesh.Contains(plain)
            && !PrefixesOfTheMesh.Any(prefix => plain.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>RFC 9110, section 5.6.2.</summary>
    public static bool IsToken(string text) =>
        text.Length is > 0 and <= RouteLimits.NameLength
        && text.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal));
}

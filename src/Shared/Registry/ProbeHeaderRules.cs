using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// Which headers a registration may have sent with its probes. Refused are those that belong to the connection or frame
/// the message (RFC 9110, section 7.6.1), those that describe a body that a probe does not have, those by which proxies
/// are told another host or caller, and the mesh's own credentials.
/// </summary>
internal static partial class ProbeHeaderRules
{
    public const int MaxNameLength = 64;

    /// <summary>Enough for a bearer token.</summary>
    public const int MaxValueLength = 2048;

    /// <summary>Of all names and values together, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    private const string NameRule = "must be named by at most 64 letters, digits and !#$%&'*+-.^_`|~ (RFC 9110, section 5.6.2)";

    private const string ValueRule = "must be at most 2048 visible ASCII characters, with blanks between them only";

    private const string HostRule = "must be a DNS name or an IP address, with an optional port";

    private static readonly FrozenDictionary<string, string> Refused = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["x-functions-key"] = "is a credential of a function host, which probes never hold",
        ["Connection"] = OfTheConnection,
        ["Keep-Alive"] = OfTheConnection,
        ["Proxy-Connection"] = OfTheConnection,
        ["Proxy-Authenticate"] = OfTheConnection,
        ["Proxy-Authorization"] = OfTheConnection,
        ["TE"] = OfTheConnection,
        ["Trailer"] = OfTheConnection,
        ["Transfer-Encoding"] = OfTheConnection,
        ["Upgrade"] = OfTheConnection,
        ["HTTP2-Settings"] = OfTheConnection,
        ["Expect"] = OfTheConnection,
        ["Allow"] = OfABody,
        ["Expires"] = OfABody,
        ["Last-Modified"] = OfABody,
        ["Forwarded"] = OfAProxy,
        ["X-Host"] = OfAProxy,
        ["X-HTTP-Host-Override"] = OfAProxy,
        ["X-Real-IP"] = OfAProxy,
        ["Via"] = OfAProxy,
        ["X-API-Key"] = "is a credential of the mesh, which services never see",
        ["User-Agent"] = "is the mesh's own: toska-mesh-health",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private const string OfTheConnection = "belongs to the connection, which is the mesh's";

    private const string OfABody = "describes a body, and a probe has none";

    private const string OfAProxy = "is how proxies name another host or caller: use Host for a virtual host";

    public static string? RefusalOfName(string name)
    {
        if (name.Length > MaxNameLength || !Token().IsMatch(name))
        {
            return NameRule;
        }

        return Refused.TryGetValue(name, out var reason) ? reason
            : StartsWith(name, "Content-") ? OfABody
            : StartsWith(name, "X-Forwarded-") || StartsWith(name, "X-Original-") || StartsWith(name, "X-Rewrite-") ? OfAProxy
            : null;
    }

    public static string? RefusalOfValue(string name, string value)
    {
        if (value.Length > MaxValueLength || !Value().IsMatch(value))
        {
            return ValueRule;
        }

        return name.Equals("Host", StringComparison.OrdinalIgnoreCase) && !IsHost(value) ? HostRule : null;
    }

    private static bool IsHost(string value)
    {
        var match = Authority().Match(value);
        return match.Success && IsPort(match.Groups["port"].Value) && ServiceAddress.TryParse(match.Groups["name"].Value + match.Groups["ip6"].Value, out _);
    }

    private static bool IsPort(string text) =>
        text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= RegistrationLimits.Port);

    private static bool StartsWith(string name, string start) => name.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+\\z")]
    private static partial Regex Token();

    [GeneratedRegex("^(?:[!-~](?:[ -~\\t]*[!-~])?)?\\z")]
    private static partial Regex Value();

    [GeneratedRegex("^(?:(?<name>[A-Za-z0-9._-]+)|\\[(?<ip6>[0-9A-Fa-f:.]+)\\])(?::(?<port>[0-9]{1,5}))?\\z")]
    private static partial Regex Authority();
}

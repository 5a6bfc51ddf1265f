using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// What is asked of an instance to learn its health: a path with an optional query (RFC 3986, sections 3.3 and 3.4).
/// A scheme or host could make the mesh call somewhere else than the instance: that is request forgery.
/// </summary>
internal static partial class ProbePath
{
    public const string Rule =
        "must be a path such as /health, without scheme, host and fragment, of at most 1024 characters: the mesh probes the instance itself, never another host";

    public static bool TryParse(string text, [NotNullWhen(true)] out string? path)
    {
        path = text.Length <= RegistrationLimits.EndpointLength && Pattern().IsMatch(text) ? text : null;
        return path is not null;
    }

    // "//host" would be read as a host by a URL parser, and so would "/\host" by some.
    [GeneratedRegex("^/(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*\\z")]
    private static partial Regex Pattern();
}

using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ToskaMesh.Cli.Client;

/// <summary>Finds the next page (RFC 8288).</summary>
internal static partial class LinkHeader
{
    /// <summary>Relative to the mesh, whatever host the link names; null on the last page.</summary>
    public static Uri? Next(HttpResponseHeaders headers)
    {
        var links = headers.TryGetValues("Link", out var values) ? string.Join(',', values) : "";
        var match = NextLink().Match(links);
        if (!match.Success)
        {
            return null;
        }

        // Only the path and query: the key must not follow a link to another host.
        var target = new Uri(new Uri("http://mesh"), match.Groups["target"].Value);
        return new Uri(target.PathAndQuery, UriKind.Relative);
    }

    [GeneratedRegex("<(?<target>[^>]*)>\\s*;[^,<]*\\brel=\"?next\\b")]
    private static partial Regex NextLink();
}

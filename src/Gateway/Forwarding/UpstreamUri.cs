using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// Where a request goes, with the path as the caller wrote it: <c>%2F</c> stays <c>%2F</c>, <c>%41</c> stays <c>%41</c>.
/// Decoding and encoding again, as YARP does by default, cannot tell <c>%2F</c> from <c>%252F</c>.
/// </summary>
internal static class UpstreamUri
{
    // RFC 3986: pchar, '/', '%' of escapes, and '?' of the query.
    private static readonly SearchValues<char> Literal =
        SearchValues.Create("!$&'()*+,-./0123456789:;=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~%?");

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <param name="context">The caller's request.</param>
    /// <param name="destinationPrefix">Scheme and authority of the target, and what stands before the path, without a slash at the end.</param>
    /// <param name="skip">How many characters of the path stay behind: the prefix by which the gateway routed.</param>
    public static Uri Of(HttpContext context, string destinationPrefix, int skip)
    {
        var path = context.Request.Path.Value ?? "";
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var written = IsAsRouted(target, path, skip) ? target.AsSpan(skip) : [];
        if (written.IsEmpty || written[0] == '?')
        {
            return written.IsEmpty && path.Length > skip
                ? RequestUtilities.MakeDestinationAddress(destinationPrefix, path[skip..], context.Request.QueryString)
                : new Uri(string.Concat(destinationPrefix, "/", context.Request.QueryString.Value), in AsWritten);
        }

        return new Uri(string.Concat(destinationPrefix, written), in AsWritten);
    }

    /// <param name="path">The whole path, which needs no escapes.</param>
    public static Uri Of(HttpContext context, string destinationPrefix, string path) =>
        new(string.Concat(destinationPrefix, path, context.Request.QueryString.Value), in AsWritten);

    // The server has decoded the path and removed its dot segments before anything was matched against it. What was
    // written is used only if both lead to the same place, which a whole URI or '*' (RFC 9112, 3.2) does not begin like.
    private static bool IsAsRouted(string target, string path, int skip) =>
        target.StartsWith('/')
        && target.Length >= skip
        && path.Length >= skip
        && target.AsSpan(0, skip).SequenceEqual(path.AsSpan(0, skip))
        && target.AsSpan().IndexOfAnyExcept(Literal) < 0
        && !DotSegments.IsIn(target.AsSpan(0, target.IndexOf('?') is var query and >= 0 ? query : target.Length));
}

using System.Net.Http.Headers;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Functions.Http;

/// <summary>Whether a request says that its body is JSON.</summary>
internal static class JsonContent
{
    public static bool IsDeclared(HttpRequestData request) =>
        MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out var type)
        && type.MediaType is { } media
        && (media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}

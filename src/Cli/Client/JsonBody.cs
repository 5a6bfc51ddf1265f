using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Client;

/// <summary>A body with a Content-Length: the Functions host drops a chunked one.</summary>
internal static class JsonBody
{
    /// <param name="body">Null is an empty body.</param>
    public static HttpContent Of(JsonNode? body)
    {
        var content = new ByteArrayContent(body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = body is null ? null : new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        return content;
    }
}

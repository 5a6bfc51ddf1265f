using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Client;

/// <summary>The mesh's HTTP API as the commands use it. Whatever goes wrong becomes an exit status and a sentence.</summary>
internal sealed class MeshApi(HttpClient http)
{
    private const int PageSize = 1000;

    /// <summary>All items of a list, page after page.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var items = new List<JsonNode>();
        var next = new Uri(path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + $"limit={PageSize}", UriKind.Relative);
        while (next is not null)
        {
            using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, next), cancellationToken);
            var page = await ReadAsync(response, cancellationToken) as JsonArray
                ?? throw new CommandFailedException(ExitCode.Failed, $"{next} did not answer with a list: is this the address of a mesh?");
            items.AddRange(page.OfType<JsonNode>());
            next = LinkHeader.Next(response.Headers);
        }

        return items;
    }

    public async Task<JsonNode?> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken)
    {
        // With a Content-Length: the Functions host drops a chunked body.
        using var content = new ByteArrayContent(body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = body is null ? null : new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await SendAsync(request, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using (request)
            {
                return await http.SendAsync(request, cancellationToken);
            }
        }
        catch (HttpRequestException error)
        {
            throw Unreachable(error.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable($"no answer within {http.Timeout.TotalSeconds} s");
        }
    }

    private async Task<JsonNode?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new CommandFailedException(Meaning(response.StatusCode), Problem.Describe(response.StatusCode, text));
        }

        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new CommandFailedException(ExitCode.Failed, $"{http.BaseAddress} answered with something other than JSON: is this the address of a mesh?");
        }
    }

    private static int Meaning(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => ExitCode.NotFound,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ExitCode.Unreachable,
        _ => ExitCode.Failed,
    };

    private CommandFailedException Unreachable(string reason) =>
        new(ExitCode.Unreachable, $"No mesh answers at {http.BaseAddress} ({reason}). Start one with 'toska up', or name another with --url.");
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Client;

/// <summary>The mesh's HTTP API as the commands use it. Whatever goes wrong becomes an exit status and a sentence.</summary>
internal sealed class MeshApi(HttpClient http)
{
    private const int PageSize = 1000;

    /// <summary>What to do where nobody was recognised, after the mesh's own words.</summary>
    public string UnauthorizedHint { get; init; } = Refusal.CredentialsHint;

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

    public Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken) => CallAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonNode?> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, path, body, cancellationToken);

    public Task<JsonNode?> PutAsync(string path, JsonNode body, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Put, path, body, cancellationToken);

    public Task<JsonNode?> DeleteAsync(string path, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Delete, path, null, cancellationToken);

    private async Task<JsonNode?> CallAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = method == HttpMethod.Get ? null : JsonBody.Of(body);
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
            throw Refusal.Of(response.StatusCode, text, UnauthorizedHint);
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

    private CommandFailedException Unreachable(string reason) =>
        new(ExitCode.Unreachable, $"No mesh answers at {http.BaseAddress} ({reason}). Start one with 'toska up', or name another with --url.");
}

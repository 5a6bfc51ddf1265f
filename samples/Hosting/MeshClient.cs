using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Samples.Hosting;

/// <summary>The four calls of the registration API that an instance needs.</summary>
internal sealed class MeshClient(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task RegisterAsync(object registration, CancellationToken cancellationToken)
    {
        using var response = await PostAsync("register", registration, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var problem = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException($"The mesh refused the registration with {(int)response.StatusCode}: {problem}");
        }
    }

    /// <returns>False when the mesh does not know the instance: register again.</returns>
    public Task<bool> HeartbeatAsync(string instanceId, CancellationToken cancellationToken) =>
        KnownAsync($"heartbeat/{instanceId}", null, cancellationToken);

    /// <inheritdoc cref="HeartbeatAsync"/>
    public Task<bool> ReportAsync(string instanceId, string status, string? output, CancellationToken cancellationToken) =>
        KnownAsync($"health/{instanceId}", new { status, output }, cancellationToken);

    public Task<bool> DeregisterAsync(string instanceId, CancellationToken cancellationToken) =>
        KnownAsync($"deregister/{instanceId}", null, cancellationToken);

    private async Task<bool> KnownAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(path, body, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    // Not PostAsJsonAsync: it sends chunks, and the Functions host drops a body without a Content-Length.
    private async Task<HttpResponseMessage> PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, Json));
        content.Headers.ContentType = body is null ? null : new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        return await http.PostAsync(new Uri($"api/ServiceRegistration/{path}", UriKind.Relative), content, cancellationToken);
    }
}

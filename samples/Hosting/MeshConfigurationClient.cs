using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Samples.Hosting;

/// <summary>The two calls of the configuration API that an instance needs.</summary>
internal sealed class MeshConfigurationClient(HttpClient http)
{
    /// <summary>Beyond the wait, for the answer itself.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Waits for another configuration than the one with this tag.</summary>
    /// <returns>Null while there is no other one.</returns>
    /// <exception cref="HttpRequestException">The mesh refused it, or was not reached.</exception>
    public async Task<(string? Tag, JsonDocument Answer)?> WaitAsync(string query, string? tag, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(wait + AnswerTimeout);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"api/Configurations/effective?{query}&wait={(int)wait.TotalSeconds}", UriKind.Relative));
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        using var response = await http.SendAsync(request, timeout.Token);
        if (response.StatusCode is HttpStatusCode.NotModified)
        {
            return null;
        }

        var body = await response.Content.ReadAsStringAsync(timeout.Token);
        return response.IsSuccessStatusCode
            ? (response.Headers.ETag?.ToString(), JsonDocument.Parse(body))
            : throw new HttpRequestException($"the mesh answered {(int)response.StatusCode}: {body}", null, response.StatusCode);
    }

    /// <summary>Tells which version this instance runs, or why it does not.</summary>
    public async Task AcknowledgeAsync(string instanceId, LayerVersion version, string? error, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(AnswerTimeout);
        var body = new { instanceId, name = version.Name, environment = version.Environment, version = version.Version, applied = error is null, error };
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Json));
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        using var response = await http.PostAsync(new Uri("api/Configurations/ack", UriKind.Relative), content, timeout.Token);
        response.EnsureSuccessStatusCode();
    }
}

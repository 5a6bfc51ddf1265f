using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.EndToEnd.Tests.Identity;

/// <summary>Calls function app and gateway as somebody: nobody, the holder of a key, or the bearer of a token.</summary>
internal sealed class IdentityClient(Mesh mesh) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly List<string> _refusals = [];

    /// <summary>What the mesh said wherever it refused, headers included.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    public Task<Answer> GetAsync(string path, string? bearer = null, string? key = null) => SendAsync(HttpMethod.Get, path, null, bearer, key);

    public Task<Answer> PostAsync(string path, object? body = null, string? bearer = null, string? key = null) =>
        SendAsync(HttpMethod.Post, path, body, bearer, key);

    public Task<Answer> DeleteAsync(string path, string? bearer = null, string? key = null) => SendAsync(HttpMethod.Delete, path, null, bearer, key);

    /// <summary>Of the OAuth endpoints.</summary>
    public async Task<Answer> PostFormAsync(string path, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(mesh.FunctionsAddress, path)) { Content = content }, null, null);
    }

    /// <summary>What the gateway says to a call of that service.</summary>
    public async Task<HttpStatusCode> CallServiceAsync(string service, string? bearer = null, string? key = null)
    {
        var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(mesh.GatewayAddress, $"/mesh/{service}/")), bearer, key);
        return answer.Status;
    }

    public void Dispose() => _http.Dispose();

    private Task<Answer> SendAsync(HttpMethod method, string path, object? body, string? bearer, string? key)
    {
        var request = new HttpRequestMessage(method, new Uri(mesh.FunctionsAddress, path));
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        }

        return SendAsync(request, bearer, key);
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request, string? bearer, string? key)
    {
        using (request)
        {
            request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
            if (key is not null)
            {
                request.Headers.Add(ApiKey.Header, key);
            }

            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                _refusals.Add($"{response}\n{text}");
            }

            return new Answer(response.StatusCode, text);
        }
    }

    /// <summary>A status with its body.</summary>
    internal sealed record Answer(HttpStatusCode Status, string Text)
    {
        public bool Succeeded => (int)Status is >= 200 and < 300;

        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

        public string Of(string property) => Json.GetProperty(property).GetString()!;
    }
}

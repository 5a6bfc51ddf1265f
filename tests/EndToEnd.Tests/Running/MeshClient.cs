using System.Net;
using System.Text;
using System.Text.Json;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>Calls the control plane as any HTTP client does: with Content-Length, since the host drops chunked bodies.</summary>
internal sealed class MeshClient(Uri address, string key) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    public async Task<HttpStatusCode> RegisterAsync(
        string service, string id, int port, int leaseSeconds = 60, object? routing = null, string host = "127.0.0.1", object? healthCheck = null)
    {
        using var response = await PostAsync(
            "/api/ServiceRegistration/register",
            new { serviceName = service, serviceId = id, address = host, port, leaseSeconds, routing, healthCheck });
        return response.StatusCode;
    }

    public async Task<HttpStatusCode> DeregisterAsync(string id)
    {
        using var response = await PostAsync($"/api/ServiceRegistration/deregister/{id}", new { });
        return response.StatusCode;
    }

    public async Task<HttpStatusCode> HeartbeatAsync(string id)
    {
        using var response = await PostAsync($"/api/ServiceRegistration/heartbeat/{id}", new { });
        return response.StatusCode;
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-API-Key", key);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-API-Key", key);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();
}

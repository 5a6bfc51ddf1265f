#nullable disable

using System.Net.Http.Headers;

namespace Consul;

/// <summary>
/// Consul's HTTP API, as far as the mesh uses it, in the words of the package <c>Consul</c>: some package registries
/// do not serve that one. It also fails as that one does: see <see cref="ConsulRequests"/>.
/// </summary>
public class ConsulClient : IConsulClient
{
    private readonly HttpClient _http;

    public ConsulClient(Action<ConsulClientConfiguration> configOverride, Action<HttpClient> clientOverride)
    {
        Config = new ConsulClientConfiguration();
        configOverride?.Invoke(Config);
        _http = new HttpClient { Timeout = TimeSpan.FromMinutes(15) };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (!string.IsNullOrEmpty(Config.Token))
        {
            _http.DefaultRequestHeaders.Add(ConsulRequests.TokenHeader, Config.Token);
        }

        clientOverride?.Invoke(_http);
        var requests = new ConsulRequests(_http, Config);
        (Agent, Catalog, Health) = (new Agent(requests), new Catalog(requests), new Health(requests));
    }

    public ConsulClientConfiguration Config { get; }

    public IAgentEndpoint Agent { get; }

    public ICatalogEndpoint Catalog { get; }

    public IHealthEndpoint Health { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _http.Dispose();
        }
    }
}

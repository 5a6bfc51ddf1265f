using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>The whole gateway in this process, on ports and in a folder of its own, fed like the control plane feeds it.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const long Epoch = 1_000;

    private readonly WebApplication _app;
    private bool _isStopped;

    private TestGateway(WebApplication app, PublishedDocuments documents, int port, int h2cPort)
    {
        _app = app;
        Documents = documents;
        Port = port;
        H2cPort = h2cPort;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public int Port { get; }

    public int H2cPort { get; }

    public HttpClient Client { get; }

    public PublishedDocuments Documents { get; }

    public IServiceProvider Services => _app.Services;

    public FollowedState Table => Services.GetRequiredService<DocumentFollower<RouteTable>>().State;

    public FollowedState Credentials => Services.GetRequiredService<DocumentFollower<CredentialTable>>().State;

    public static async Task<TestGateway> StartAsync(
        Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null, PublishedDocuments? documents = null)
    {
        documents ??= new PublishedDocuments();
        var (port, h2cPort) = (FreePort.Next(), FreePort.Next());
        var all = new Dictionary<string, string?>
        {
            ["Mesh:DataDirectory"] = documents.Directory,
            ["Mesh:Gateway:Port"] = $"{port}",
            ["Mesh:Gateway:H2cPort"] = $"{h2cPort}",
            ["Mesh:Gateway:Drain:Delay"] = "00:00:00",
            ["Mesh:Gateway:Drain:UpgradedTimeout"] = "00:00:01",
        };
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        var app = GatewayApplication.Create([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(all);
            builder.Logging.ClearProviders().AddProvider(new CollectedLogs());
            configure?.Invoke(builder);
        });
        await app.StartAsync();
        return new TestGateway(app, documents, port, h2cPort);
    }

    /// <summary>A gateway that has applied a table of these services.</summary>
    public static async Task<TestGateway> ServingAsync(params RoutedService[] services)
    {
        var documents = new PublishedDocuments();
        documents.Publish(services);
        return await StartAsync(documents: documents);
    }

    /// <summary>Publishes the next table, and waits until the gateway serves it.</summary>
    public Task PublishAsync(params RoutedService[] services)
    {
        var order = Documents.Publish(services);
        return Eventually.TrueAsync(() => Table.Applied == order, $"table {order} applied");
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The value of one series of /metrics; 0 when it is not there.</summary>
    public async Task<double> MetricAsync(string series, CancellationToken cancellationToken)
    {
        var (_, text) = await GetAsync("/metrics", cancellationToken);
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task StopAsync()
    {
        _isStopped = true;
        await _app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_isStopped)
        {
            await _app.StopAsync();
        }

        await _app.DisposeAsync();
    }
}

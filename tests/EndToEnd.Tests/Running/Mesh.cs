using System.Globalization;
using System.Net;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>A whole mesh of real processes in the embedded profile: function app and gateway, on free ports, in a folder of its own.</summary>
internal sealed class Mesh : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    private readonly TemporaryDirectory _data = new();
    private readonly Dictionary<string, string> _settings;
    private readonly int _functionsPort = FreePort.Next();
    private readonly int _gatewayPort = FreePort.Next();
    private readonly int _h2cPort = FreePort.Next();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private Mesh(IReadOnlyDictionary<string, string>? settings)
    {
        _settings = new Dictionary<string, string>
        {
            ["Mesh__Profile"] = "embedded",

            // Also for the emulator's own files: two meshes in one folder would be two hosts of one app, with one timer.
            ["TOSKA_DATA"] = _data.Path,
            ["Mesh__Tick"] = "00:00:01",
            ["Mesh__RabbitMQ"] = "amqp://localhost",
            ["AzureWebJobs_RecordServiceEvents_Disabled"] = "true",
            ["AzureWebJobs_BuryServiceEvents_Disabled"] = "true",
            ["AzureWebJobs_ExportChanges_Disabled"] = "true",
            ["AzureWebJobs_BuryExports_Disabled"] = "true",
            ["Mesh__Grace"] = "00:00:04",
            ["Mesh__Gateway__Port"] = _gatewayPort.ToString(CultureInfo.InvariantCulture),
            ["Mesh__Gateway__H2cPort"] = _h2cPort.ToString(CultureInfo.InvariantCulture),
            ["Mesh__Gateway__ControlPlane"] = $"http://127.0.0.1:{_functionsPort}",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            _settings[name] = value;
        }

        FunctionsAddress = new Uri($"http://127.0.0.1:{_functionsPort}");
        GatewayAddress = new Uri($"http://127.0.0.1:{_gatewayPort}");
    }

    public Uri FunctionsAddress { get; }

    public Uri GatewayAddress { get; }

    public ChildProcess? Functions { get; private set; }

    public ChildProcess? Gateway { get; private set; }

    public string DataDirectory => _data.Path;

    public string RouteTableFile => _data.File(DocumentNames.RouteTable);

    public string AdminKey => File.ReadAllText(_data.File("api-key")).Trim();

    public static async Task<Mesh> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var mesh = new Mesh(settings);
        try
        {
            await mesh.StartFunctionsAsync();
            await mesh.StartGatewayAsync();
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    public MeshClient Client() => new(FunctionsAddress, AdminKey);

    public async Task StartFunctionsAsync()
    {
        Functions = ChildProcess.Dotnet(Built.Functions, ["--port", _functionsPort.ToString(CultureInfo.InvariantCulture)], _settings);
        await ReadyAsync(Functions, FunctionsAddress);
    }

    public async Task StartGatewayAsync()
    {
        Gateway = ChildProcess.Dotnet(Built.Gateway, [], _settings);
        await ReadyAsync(Gateway, GatewayAddress);
    }

    public Task StopFunctionsAsync() => Functions!.TerminateAsync(StopTimeout);

    public Task StopGatewayAsync() => Gateway!.TerminateAsync(StopTimeout);

    /// <summary>The published table as it lies on disk; null while there is none.</summary>
    public RouteTable? ReadRouteTable() =>
        File.Exists(RouteTableFile) ? RouteTableJson.Read(File.ReadAllBytes(RouteTableFile)).Table : null;

    public RoutedInstance? FindRouted(string instanceId) =>
        ReadRouteTable()?.Services.SelectMany(service => service.Instances).FirstOrDefault(instance => instance.Id == instanceId);

    public async Task<string> MetricsAsync() => await _http.GetStringAsync(new Uri(GatewayAddress, "/metrics"));

    /// <summary>A gauge or counter of the gateway, summed over the series whose labels contain the text; null when there is none.</summary>
    public async Task<double?> MetricAsync(string name, string labels = "")
    {
        var values = (await MetricsAsync()).Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(labels, StringComparison.Ordinal))
            .Select(line => line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(parts => double.Parse(parts.First(part => double.TryParse(part, CultureInfo.InvariantCulture, out _)), CultureInfo.InvariantCulture))
            .ToList();
        return values.Count == 0 ? null : values.Sum();
    }

    public Task<HttpResponseMessage> GetThroughGatewayAsync(string path, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(GatewayAddress, path));
        request.Headers.Add("X-API-Key", key ?? AdminKey);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task ReachedAsync(string service) => Eventually.TrueAsync(
        async () =>
        {
            using var response = await GetThroughGatewayAsync($"/mesh/{service}/");
            return response.StatusCode == HttpStatusCode.OK;
        },
        $"{service} through the gateway. Gateway:\n{Gateway?.Output}\nFunctions:\n{Functions?.Output}");

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { Gateway, Functions })
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }

        _http.Dispose();
        _data.Dispose();
    }

    private Task ReadyAsync(ChildProcess process, Uri address) => Eventually.TrueAsync(
        async () =>
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The process ended with {process.ExitCode} at its start:\n{process.Output}");
            }

            return await IsReadyAsync(new Uri(address, "/health/ready"));
        },
        $"{address} ready. Its output:\n{process.Output}");

    private async Task<bool> IsReadyAsync(Uri address)
    {
        try
        {
            using var response = await _http.GetAsync(address);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

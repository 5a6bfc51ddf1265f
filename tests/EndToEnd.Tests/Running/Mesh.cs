using System.Globalization;
using System.Net;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>A whole mesh of real processes: function app and gateway, on free ports, in a folder of their own.</summary>
internal sealed class Mesh : IAsyncDisposable
{
    /// <summary>What the gateway calls itself.</summary>
    public const string GatewayId = "gateway-under-test";

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    private readonly TemporaryDirectory _data;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly int _functionsPort = FreePort.Next();
    private readonly int _gatewayPort = FreePort.Next();
    private readonly int _h2cPort = FreePort.Next();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private Mesh(TemporaryDirectory data, IMeshState state, IReadOnlyDictionary<string, string>? settings)
    {
        _data = data;
        State = state;
        FunctionsAddress = new Uri($"http://127.0.0.1:{_functionsPort}");
        GatewayAddress = new Uri($"http://127.0.0.1:{_gatewayPort}");
        var own = new Dictionary<string, string>
        {
            // Also for the emulator's own files: two meshes in one folder would be two hosts of one app, with one timer.
            ["TOSKA_DATA"] = _data.Path,
            ["Mesh__Tick"] = "00:00:01",
            ["Mesh__Identity__RotationSchedule"] = "01:00:00",
            ["Mesh__Kubernetes__Schedule"] = "01:00:00",
            ["Mesh__Grace"] = "00:00:04",
            ["Mesh__Gateway__Port"] = _gatewayPort.ToString(CultureInfo.InvariantCulture),
            ["Mesh__Gateway__H2cPort"] = _h2cPort.ToString(CultureInfo.InvariantCulture),
            ["Mesh__Gateway__ControlPlane"] = $"http://127.0.0.1:{_functionsPort}",
            ["Mesh__Gateway__ApiKey"] = ApiKey.Generate($"gateway-{_gatewayPort}").Reveal(),
            ["Mesh__Gateway__Id"] = GatewayId,
            ["Mesh__Identity__Issuer"] = $"http://127.0.0.1:{_functionsPort}",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            own[name] = value;
        }

        _settings = own;
    }

    public Uri FunctionsAddress { get; }

    public Uri GatewayAddress { get; }

    public ChildProcess? Functions { get; private set; }

    public ChildProcess? Gateway { get; private set; }

    public IMeshState State { get; }

    public string AdminKey => State.AdminKey;

    /// <summary>Of function app and gateway.</summary>
    public string DataDirectory => _data.Path;

    /// <summary>Until somebody used it.</summary>
    public string BootstrapSecret => File.ReadAllText(Path.Combine(DataDirectory, "bootstrap-secret")).Trim();

    public static async Task<Mesh> StartAsync(MeshProfile profile, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (profile is MeshProfile.Local)
        {
            return await StartAsync(await LocalState.CreateAsync(await LocalServers.SharedAsync()), settings);
        }

        var data = new TemporaryDirectory();
        return await StartAsync(data, new EmbeddedState(data.Path), settings);
    }

    /// <summary>Starts one on what another may have left, or shares.</summary>
    public static Task<Mesh> StartAsync(LocalState state, IReadOnlyDictionary<string, string>? settings = null) =>
        StartAsync(new TemporaryDirectory(), state, settings);

    private static async Task<Mesh> StartAsync(TemporaryDirectory data, IMeshState state, IReadOnlyDictionary<string, string>? settings)
    {
        var mesh = new Mesh(data, state, settings);
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
        Functions = ChildProcess.Dotnet(Built.Functions, ["--port", _functionsPort.ToString(CultureInfo.InvariantCulture)], Settings());
        await ReadyAsync(Functions, FunctionsAddress);
    }

    public async Task StartGatewayAsync()
    {
        Gateway = ChildProcess.Dotnet(Built.Gateway, [], Settings());
        await ReadyAsync(Gateway, GatewayAddress);
    }

    public Task StopFunctionsAsync() => Functions!.TerminateAsync(StopTimeout);

    public Task StopGatewayAsync() => Gateway!.TerminateAsync(StopTimeout);

    /// <summary>The published table; null while there is none.</summary>
    public async Task<RouteTable?> ReadRouteTableAsync() =>
        await State.ReadRouteTableAsync() is { } content ? RouteTableJson.Read(content).Table : null;

    public async Task<RoutedInstance?> FindRoutedAsync(string instanceId) =>
        (await ReadRouteTableAsync())?.Services.SelectMany(service => service.Instances).FirstOrDefault(instance => instance.Id == instanceId);

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

    /// <summary>The files of its folder, but for those that hold a secret for the person at this machine, which nobody else may read.</summary>
    public IEnumerable<(string Place, byte[] Content)> ReadFiles()
    {
        foreach (var file in Directory.EnumerateFiles(DataDirectory, "*", SearchOption.AllDirectories))
        {
            var place = Path.GetRelativePath(DataDirectory, file);
            if (place is "api-key" or "gateway-key" or "master-key" or "bootstrap-secret" || place.StartsWith("mail/", StringComparison.Ordinal))
            {
                Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), $"{place} is for others, too.");
            }
            else
            {
                yield return (place, File.ReadAllBytes(file));
            }
        }
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

    // The state's own last word: a store that a test emptied is another one.
    private Dictionary<string, string> Settings() => new([.. _settings, .. State.Settings]);

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

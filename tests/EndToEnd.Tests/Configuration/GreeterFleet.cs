using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>
/// A mesh with live instances of the sample that does what its configuration says: each listens, is registered, and
/// waits at the gateway for its own.
/// </summary>
public class GreeterFleet : IAsyncLifetime
{
    public const int Count = 20;
    public const string Name = "greeter";

    private const int ShownLines = 200;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly string _key = ApiKey.Generate(Name).Reveal();
    private Mesh? _mesh;
    private IAsyncDisposable? _instances;
    private Dictionary<string, Uri> _addresses = [];

    internal Mesh Mesh => _mesh!;

    public IReadOnlyCollection<string> Ids => _addresses.Keys;

    public string Outputs => $"Fleet:\n{string.Join('\n', Printed.Split('\n').TakeLast(ShownLines))}\nFunctions:\n{_mesh?.Functions?.Output}";

    /// <summary>How many there are.</summary>
    protected virtual int Size => Count;

    /// <summary>All that the instances have printed.</summary>
    protected virtual string Printed => (_instances as ChildProcess)?.WholeOutput ?? "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mesh = await Mesh.StartAsync(MeshProfile.Embedded, new Dictionary<string, string>
        {
            ["Mesh__ApiKeys__0__Key"] = _key,
            ["Mesh__ApiKeys__0__Services__0"] = Name,
            ["Mesh__Rollouts__GateInterval"] = "00:00:01",
        });
        _instances = Run(new Dictionary<string, string>
        {
            ["Mesh__Url"] = _mesh.GatewayAddress.ToString(),
            ["Mesh__ApiKey"] = _key,

            // Outlasts, with a heartbeat at each third of it, the longest time away that is no absence (12.5 s).
            ["Mesh__Lease"] = "00:00:20",
            ["Logging__LogLevel__Default"] = "Warning",
        });
        await Eventually.TrueAsync(
            async () => (await _mesh.ReadRouteTableAsync())?.Services.FirstOrDefault(service => service.Name == Name)?.Instances.Count(one => one.Status is Shared.Registry.HealthStatus.Healthy) == Size,
            $"all are registered and healthy. {Outputs}",
            TimeSpan.FromSeconds(60));
        _addresses = (await _mesh.ReadRouteTableAsync())!.Services.Single(service => service.Name == Name).Instances
            .ToDictionary(one => one.Id, one => new Uri($"http://{one.Address}:{one.Port}/"));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_instances is not null)
        {
            await _instances.DisposeAsync();
        }

        if (_mesh is not null)
        {
            await _mesh.DisposeAsync();
        }

        _http.Dispose();
    }

    /// <summary>What each instance says now, asked at its own address.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GreetingsAsync()
    {
        var said = await Task.WhenAll(_addresses.Select(async pair => (Id: pair.Key, Text: await GreetingAsync(pair.Value))));
        return said.ToDictionary(one => one.Id, one => one.Text);
    }

    /// <summary>How many instances have said that they do not take this version.</summary>
    public int CountRefusals(long version) => Printed.Split('\n')
        .Count(line => line.Contains($"refused its configuration ({Name}@default v{version})", StringComparison.Ordinal));

    public Task AllGreetAsync(string greeting) => Eventually.TrueAsync(
        async () => (await GreetingsAsync()).Values.All(text => text == greeting), $"all say '{greeting}'. {Outputs}");

    /// <returns>The number of the version.</returns>
    public async Task<long> WriteAsync(string greeting, string behaviour = "ok", bool activate = true)
    {
        var content = $"greeting: {greeting}\nbehaviour: {behaviour}\n";
        var (status, answer) = await SendAsync(HttpMethod.Put, $"/api/Configurations/{Name}", new { content, services = new[] { Name }, activate });
        if (status is HttpStatusCode.NotFound)
        {
            (status, answer) = await SendAsync(HttpMethod.Post, "/api/Configurations", new { name = Name, content, services = new[] { Name }, activate });
        }

        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"{status} {answer}");
        return (long)answer!["version"]!;
    }

    /// <summary>As an Admin, at the function app itself.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Mesh.FunctionsAddress, path));
        request.Headers.Add(ApiKey.Header, Mesh.AdminKey);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content = method == HttpMethod.Get ? null : new StringContent(JsonSerializer.Serialize(body ?? new { }, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    // One that crashed is away for a moment.
    private async Task<string> GreetingAsync(Uri address)
    {
        try
        {
            using var response = await _http.GetAsync(address, Cancel);
            return response.IsSuccessStatusCode ? (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["greeting"] ?? "" : $"{response.StatusCode}";
        }
        catch (HttpRequestException failure)
        {
            return $"{failure.HttpRequestError}";
        }
    }

    /// <summary>Starts the instances; disposed, they end.</summary>
    private protected virtual IAsyncDisposable Run(Dictionary<string, string> settings) => ChildProcess.Dotnet(Built.Greeter, ["--instances", $"{Count}"], settings);
}

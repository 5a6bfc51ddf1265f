using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Clone;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Delivery;

/// <summary>
/// A mesh that is told exactly what an overlay of infra/kubernetes tells its pods, with processes in their place and the
/// secrets of genuine servers. What one machine cannot have as a cluster has it is in <see cref="OfThisMachine"/>.
/// </summary>
internal sealed class InstalledMesh : IAsyncDisposable
{
    private const string AppRole = "toskamesh_app";

    private readonly TemporaryDirectory _data = new();
    private readonly HttpClient _http = new();
    private readonly int _functionsPort = FreePort.Next();
    private readonly int _gatewayPort = FreePort.Next();
    private readonly int _h2cPort = FreePort.Next();
    private readonly int _metricsPort = FreePort.Next();
    private readonly Manifests _manifests;
    private readonly Dictionary<string, string> _secrets;
    private readonly string _owner;
    private readonly PodAccount? _account;
    private readonly List<ChildProcess> _processes = [];

    private InstalledMesh(Manifests manifests, LocalServers servers, string database, Uri virtualHost, PodAccount? pods)
    {
        (_manifests, _owner, _account) = (manifests, database, pods);
        var storage = servers.Azurite.NewAccount();
        _secrets = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = storage,
            ["Mesh__Documents"] = storage,
            ["Mesh__Postgres"] = new NpgsqlConnectionStringBuilder(database) { Username = AppRole }.ConnectionString,
            ["Mesh__Redis"] = servers.Redis.NewDatabase(),
            ["Mesh__RabbitMQ"] = virtualHost.AbsoluteUri,

            // Where the overlay has these itself, they are as good as any.
            ["Mesh__Bootstrap__ApiKey"] = Own("Mesh__Bootstrap__ApiKey") ?? ApiKey.Generate("admin").Reveal(),
            ["Mesh__Identity__MasterKey"] = Own("Mesh__Identity__MasterKey") ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Mesh__Gateway__ApiKey"] = Own("Mesh__Gateway__ApiKey") ?? ApiKey.Generate("gateway").Reveal(),
        };

        string? Own(string key) => manifests.SecretsOf("functions").Select(secret => manifests.ValueIn(secret, key)).FirstOrDefault(value => value is not null);
    }

    public Uri Functions => new($"http://127.0.0.1:{_functionsPort}");

    public Uri Gateway => new($"http://127.0.0.1:{_gatewayPort}");

    public Uri Metrics => new($"http://127.0.0.1:{_metricsPort}");

    public string AdminKey => _secrets["Mesh__Bootstrap__ApiKey"];

    /// <param name="account">That of the cluster's pods, for those that the overlay gives one.</param>
    public static async Task<InstalledMesh> StartAsync(string overlay, PodAccount? account = null)
    {
        var servers = await LocalServers.SharedAsync();
        var mesh = new InstalledMesh(
            await Manifests.OfAsync(overlay), servers, await servers.Postgres.CreateDatabaseAsync(), await servers.RabbitMq.CreateVirtualHostAsync(), account);
        try
        {
            await mesh.MigrateAsync();
            await mesh.StartAsync("functions", Built.Functions, ["--port", $"{mesh._functionsPort}"], mesh.Functions);
            await mesh.StartAsync("gateway", Built.Gateway, [], mesh.Gateway);
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the container's health check runs.</summary>
    public async Task<int> CheckGatewayAsync()
    {
        await using var check = ChildProcess.Dotnet(Built.Gateway, ["health"], Environment("gateway"));
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        return check.ExitCode;
    }

    /// <summary>What the scaler of this name would be told by the store.</summary>
    public async Task<long> AskStoreAsync(string scaler)
    {
        var query = (string)_manifests.Named("ScaledObject", "functions")["spec"]!["triggers"]!.AsArray().Single(trigger => (string?)trigger!["name"] == scaler)!["metadata"]!["query"]!;
        await using var source = NpgsqlDataSource.Create(_owner);
        await using var command = source.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Whether the overlay has scalers that ask the store.</summary>
    public bool Scales => _manifests.Of("ScaledObject").Any();

    public Task StopGatewayAsync() => _processes[^1].KillAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }

        _http.Dispose();
        _data.Dispose();
    }

    /// <summary>As the Job does, by the role that owns the schema; the app's own may read and write rows only.</summary>
    private async Task MigrateAsync()
    {
        var environment = Environment("migrate");
        environment["Mesh__Postgres"] = _owner;
        await using var migrate = ChildProcess.Dotnet(Built.Functions, ["migrate"], environment);
        await migrate.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(migrate.ExitCode == 0, migrate.Output);

        await using var source = NpgsqlDataSource.Create(_owner);
        await using var role = source.CreateCommand(
            $"DO $$ BEGIN CREATE ROLE {AppRole} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await role.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var grants = source.CreateCommand(Repository.Read("infra/postgres/grants.sql").Replace(":\"app\"", AppRole, StringComparison.Ordinal));
        await grants.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task StartAsync(string name, string assembly, string[] arguments, Uri address)
    {
        var process = _account is not null && _manifests.MountOf(name, "service-account") is { } folder
            ? _account.Dotnet(folder, assembly, arguments, Environment(name))
            : ChildProcess.Dotnet(assembly, arguments, Environment(name));
        _processes.Add(process);
        await Eventually.TrueAsync(async () => await IsReadyAsync(address) || process.HasExited, $"{name} ready:\n{process.Output}", TimeSpan.FromSeconds(60));
        Assert.False(process.HasExited, process.Output);
    }

    private async Task<bool> IsReadyAsync(Uri address)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Dictionary<string, string> Environment(string owner)
    {
        var told = _manifests.Environment(owner);
        var secrets = _manifests.SecretsOf(owner).SelectMany(secret => _manifests.KeysOf(secret)).Distinct();
        var environment = new Dictionary<string, string>([.. told, .. secrets.Select(key => KeyValuePair.Create(key, _secrets[key]))]);
        foreach (var (setting, value) in OfThisMachine(told))
        {
            environment[setting] = value;
        }

        return environment;
    }

    // One network for all, with services on loopback, ports that are free, and a root that is not a container's.
    private Dictionary<string, string> OfThisMachine(IReadOnlyDictionary<string, string> told)
    {
        var machine = new Dictionary<string, string>
        {
            ["TOSKA_DATA"] = _data.Path,
            ["Mesh__DataDirectory"] = _data.Path,
            ["Mesh__AllowLoopback"] = "true",
        };
        var here = new Dictionary<string, string>
        {
            ["Mesh__Gateway__Bind"] = "127.0.0.1",
            ["Mesh__Gateway__Port"] = _gatewayPort.ToString(CultureInfo.InvariantCulture),
            ["Mesh__Gateway__H2cPort"] = _h2cPort.ToString(CultureInfo.InvariantCulture),
            ["Mesh__Gateway__MetricsPort"] = _metricsPort.ToString(CultureInfo.InvariantCulture),
            ["Mesh__Gateway__ControlPlane"] = Functions.ToString(),
        };
        return new Dictionary<string, string>([.. machine, .. here.Where(setting => told.ContainsKey(setting.Key))]);
    }
}

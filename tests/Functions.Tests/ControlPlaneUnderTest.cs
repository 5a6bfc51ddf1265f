using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity.Passwords;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests;

/// <summary>The whole function app behind its real local host, on stores in memory (accounts: in a file) and a clock of its own.</summary>
internal sealed class ControlPlaneUnderTest : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly List<HttpClient> _clients = [];
    private readonly IHost _host;
    private readonly Uri _address;

    private ControlPlaneUnderTest(string[] settings, Action<IServiceCollection>? configure)
    {
        var port = FreePort.Next();
        _address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        Store = new InMemoryMeshStore(Time);
        Keys = new InMemoryApiKeyStore(Time);
        SigningKeys = new InMemorySigningKeyStore(Time, Audit);
        RevokedSessions = new InMemoryRevokedSessions(Time);
        AdminKey = ApiKey.Generate("admin");

        // For what has no store in memory: accounts and sessions.
        SqliteTemplate.CopyTo(_data.Path);
        string[] own =
        [
            $"--port={port}", $"--Mesh:DataDirectory={_data.Path}", $"--ToskaEmulator:DataDirectory={_data.Path}",
            $"--Mesh:Bootstrap:ApiKey={AdminKey.Reveal()}", "--Mesh:Tick=*/5 * * * * *", "--AzureWebJobs.Tick.Disabled=true",
            "--Mesh:Identity:RotationSchedule=01:00:00", "--AzureWebJobs.RotateSigningKeys.Disabled=true",
            "--Logging:LogLevel:Default=Warning",
        ];
        var builder = ControlPlane.CreateBuilder([.. own, .. QueueFunctions.Off, .. settings]);
        Replace(builder.Services);
        configure?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public InMemoryMeshStore Store { get; }

    public InMemoryApiKeyStore Keys { get; }

    public InMemorySecurityAudit Audit { get; } = new();

    public InMemorySigningKeyStore SigningKeys { get; }

    public InMemoryRevokedSessions RevokedSessions { get; }

    public FakeStoreGate Gate { get; } = new();

    public ApiKey AdminKey { get; }

    public string DataDirectory => _data.Path;

    public IServiceProvider Services => _host.Services;

    /// <summary>A client with the Admin key.</summary>
    public HttpClient Admin => field ??= Client(AdminKey.Reveal());

    public HttpClient Anonymous => field ??= Client(null);

    public static async Task<ControlPlaneUnderTest> StartAsync(Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var mesh = new ControlPlaneUnderTest(settings, configure);
        await mesh._host.StartAsync(TestContext.Current.CancellationToken);
        return mesh;
    }

    /// <summary>A client with a new key of role Service for that service.</summary>
    public Task<HttpClient> ServiceAsync(string service, params string[] scopes) =>
        CallerAsync(Role.Service, [ServiceName.Parse(service)], scopes);

    /// <summary>A client with a new key of role Gateway.</summary>
    public Task<HttpClient> GatewayAsync() => CallerAsync(Role.Gateway, [], []);

    /// <summary>An access token of this mesh.</summary>
    public async Task<string> TokenAsync(AccessTokenClaims claims)
    {
        var issuer = Services.GetRequiredService<IAccessTokenIssuer>();
        return (await issuer.IssueAsync(claims, Time.GetUtcNow(), TestContext.Current.CancellationToken)).Token;
    }

    /// <summary>A client that presents a token, whatever it is worth.</summary>
    public HttpClient Bearer(string token)
    {
        var client = Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = _address };
        _clients.Add(client);
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add(ApiKey.Header, key);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _clients.ForEach(client => client.Dispose());
        _data.Dispose();
    }

    private async Task<HttpClient> CallerAsync(Role role, HashSet<ServiceName> services, string[] scopes)
    {
        var key = ApiKey.Generate($"s-{Guid.NewGuid():N}"[..20]);
        var stored = new StoredApiKey
        {
            Id = key.Id,
            Hash = key.Hash(),
            Role = role,
            Services = services,
            Scopes = scopes.ToHashSet(),
            CreatedAt = Time.GetUtcNow(),
        };
        await Keys.SaveAsync(stored, TestContext.Current.CancellationToken);
        return Client(key.Reveal());
    }

    private void Replace(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));

        // The cost that BCrypt allows at least: no test waits for a password.
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher>(new BCryptPasswordHasher(4, 4)));
        services.Replace(ServiceDescriptor.Singleton<IServiceRegistry>(Store.Registry));
        services.Replace(ServiceDescriptor.Singleton<IOutbox>(Store.Outbox));
        services.Replace(ServiceDescriptor.Singleton<IServiceHistory>(Store.History));
        services.Replace(ServiceDescriptor.Singleton<IDeadLetters>(Store.DeadLetters));
        services.Replace(ServiceDescriptor.Singleton<ICommandStore>(Store.Commands));
        services.Replace(ServiceDescriptor.Singleton<IGatewayReports>(Store.Reports));
        services.Replace(ServiceDescriptor.Singleton<IInstanceFigures>(Store.Reports));
        services.Replace(ServiceDescriptor.Singleton<IRouteFigures>(Store.Reports));
        services.Replace(ServiceDescriptor.Singleton<IConfigurationStore>(Store.Configurations));
        services.Replace(ServiceDescriptor.Singleton<IRolloutShares>(Store.Rollouts));
        services.Replace(ServiceDescriptor.Singleton<IRolloutStore>(Store.Rollouts));
        services.Replace(ServiceDescriptor.Singleton<IMessageRetention, IdleRetention>());
        services.Replace(ServiceDescriptor.Singleton<IPublicationMark>(Store.Mark));
        services.Replace(ServiceDescriptor.Singleton<IApiKeyStore>(Keys));
        services.Replace(ServiceDescriptor.Singleton<ISigningKeyStore>(SigningKeys));
        services.Replace(ServiceDescriptor.Singleton<IRevokedSessions>(RevokedSessions));
        services.Replace(ServiceDescriptor.Singleton<ISecurityAudit>(Audit));
        services.Replace(ServiceDescriptor.Singleton<IStoreGate>(Gate));
        services.Replace(ServiceDescriptor.Singleton<IStoreHealth>(Gate));
    }
}

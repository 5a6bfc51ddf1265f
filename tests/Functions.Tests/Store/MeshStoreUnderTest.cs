using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Observations;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Store;

/// <summary>The mesh store as the app composes it, on a folder and a clock of the test's.</summary>
internal sealed class MeshStoreUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public MeshStoreUnderTest(string directory, TimeProvider time, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Mesh:DataDirectory", (string?)directory), .. settings]).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton(time).AddMeshOptions(configuration).AddMeshStore(configuration).BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public IStoreGate Gate => Get<IStoreGate>();

    public IStoreHealth Health => Get<IStoreHealth>();

    public StoreWriter Writer => Get<StoreWriter>();

    public IServiceRegistry Registry => Get<IServiceRegistry>();

    public IOutbox Outbox => Get<IOutbox>();

    public ICommandStore Commands => Get<ICommandStore>();

    public ConfigurationStoreUnderTest Configurations => new(
        Get<IConfigurationStore>(),
        Outbox,
        async () => [.. (await Get<ISecurityAudit>().ListAsync(new AuditFilter(), PageRequest.First, CancellationToken.None)).Items.Reverse()]);

    public RolloutStoreUnderTest Rollouts => new(Get<IRolloutStore>(), Get<IRolloutShares>(), Configurations, Registry);

    public ReportsUnderTest Reports => new(Get<IGatewayReports>(), Get<IInstanceFigures>(), Get<IRouteFigures>());

    public IApiKeyStore ApiKeys => Get<IApiKeyStore>();

    public RegistryUnderTest Ports => new(Registry, Outbox, Get<IPublicationMark>());

    public static async Task<MeshStoreUnderTest> OpenAsync(
        string directory, TimeProvider time, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var store = new MeshStoreUnderTest(directory, time, settings);
        await store.Gate.EnsureReadyAsync(CancellationToken.None);
        return store;
    }

    public MeshDbContext Open() => Get<IDbContextFactory<MeshDbContext>>().CreateDbContext();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}

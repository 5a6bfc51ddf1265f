using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Redis;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Registry;

/// <summary>The whole contract through the cache, with a Redis that is not there; and what the cache adds to it.</summary>
public sealed class CachedServiceRegistryTests : ServiceRegistryContract
{
    private readonly List<IDisposable> _opened = [];
    private IServiceRegistry _store = null!;
    private ScriptedRegistry _script = null!;

    public override async ValueTask DisposeAsync()
    {
        _opened.ForEach(opened => opened.Dispose());
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Reads_ManyAtOnce_AskTheStoreOnce()
    {
        await Registry.RegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Admin, Cancel);
        var asked = new TaskCompletionSource();
        _script.Before[nameof(IServiceRegistry.ListInstancesAsync)] = () => asked.Task;

        var reads = Enumerable.Range(0, 50).Select(_ => ListAsync(Registry)).ToList();
        asked.SetResult();

        Assert.All(await Task.WhenAll(reads), page => Assert.Single(page.Items));
        Assert.Equal(1, _script.Asked);
    }

    [Fact]
    public async Task Read_AfterAWrite_SeesItThoughAnOlderReadWasUnderWay()
    {
        await Registry.RegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Admin, Cancel);
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        _script.Before[nameof(IServiceRegistry.ListInstancesAsync)] = () =>
        {
            reached.TrySetResult();
            return goOn.Task;
        };
        var older = ListAsync(Registry);
        await reached.Task;
        _script.Before.Clear();

        await Registry.RegisterAsync(Registrations.Of("orders", "orders-2", 5002), Callers.Admin, Cancel);
        Assert.Equal(2, (await ListAsync(Registry)).Items.Count);
        goOn.SetResult();
        await older;

        Assert.Equal(2, (await ListAsync(Registry)).Items.Count);
    }

    [Fact]
    public async Task Read_AfterAHeartbeat_ShowsItsLease()
    {
        await Registry.RegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Admin, Cancel);
        await Registry.HeartbeatAsync(InstanceId.Parse("orders-1"), Callers.Admin, Cancel);
        await ListAsync(Registry);
        Time.Advance(TimeSpan.FromMilliseconds(100));

        var renewed = await Registry.HeartbeatAsync(InstanceId.Parse("orders-1"), Callers.Admin, Cancel);

        Assert.False(renewed.Changed);
        Assert.Equal(renewed.Instance!.ExpiresAt, Assert.Single((await ListAsync(Registry)).Items).ExpiresAt);
        Assert.Equal(renewed.Instance.ExpiresAt, (await Registry.FindAsync(InstanceId.Parse("orders-1"), Cancel))!.ExpiresAt);
    }

    [Fact]
    public async Task Read_ThatFailed_IsNotKept()
    {
        await Registry.RegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Admin, Cancel);
        _script.Before[nameof(IServiceRegistry.ListInstancesAsync)] = () => throw new StoreUnavailableException();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ListAsync(Registry));
        _script.Before.Clear();

        Assert.Single((await ListAsync(Registry)).Items);
    }

    [Fact]
    public async Task Read_OfAnotherProcessesWrite_IsASecondLateAtMost()
    {
        Assert.Empty((await ListAsync(Registry)).Items);
        await _store.RegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Admin, Cancel);
        Assert.Empty((await ListAsync(Registry)).Items);

        Time.Advance(BriefReads.Longest);

        Assert.Single((await ListAsync(Registry)).Items);
    }

    [Fact]
    public async Task Read_OfAnotherProcessesWrite_IsSeenWhenItsHintComes()
    {
        var redis = await SharedServer.OfAsync<RedisServer>();
        var (one, two) = (Open(redis.Configuration), Open(redis.Configuration));
        var id = InstanceId.Parse("orders-1");
        await one.RegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Admin, Cancel);
        Assert.Empty((await two.FindAsync(id, Cancel))!.Metadata);

        // Told until it is heard: when a subscription stands is not to be seen from outside. The clock stands still.
        var changes = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                var metadata = new Dictionary<string, string> { ["change"] = $"{changes++}" };
                await one.ReplaceMetadataAsync(id, metadata, Callers.Admin, Cancel);
                return (await two.FindAsync(id, Cancel))!.Metadata.Count > 0;
            },
            "the other process has heard of it");
    }

    protected override ValueTask<RegistryUnderTest> CreateAsync(FakeTimeProvider time)
    {
        var mesh = new InMemoryMeshStore(time);
        (_store, _script) = ScriptedRegistry.Of(mesh.Registry);
        return ValueTask.FromResult(new RegistryUnderTest(Open($"127.0.0.1:{FreePort.Next()}"), mesh.Outbox, mesh.Mark));
    }

    private static Task<Page<ServiceInstance>> ListAsync(IServiceRegistry registry) =>
        registry.ListInstancesAsync(ServiceName.Parse("orders"), InstanceFilter.None, PageRequest.First, Cancel);

    private CachedServiceRegistry Open(string configuration)
    {
        var redis = new RedisConnection(
            Options.Create(new RedisOptions { Configuration = configuration }), TimeProvider.System, NullLogger<RedisConnection>.Instance);
        var reads = new BriefReads(Time, remembered: TimeSpan.FromHours(1));
        _opened.AddRange([redis, reads]);
        var generations = new RegistryGenerations();
        return new CachedServiceRegistry(_store, reads, generations, new RegistryHints(redis, generations));
    }
}

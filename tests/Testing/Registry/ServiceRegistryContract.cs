using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using Xunit;

namespace ToskaMesh.Testing.Registry;

/// <summary>What every adapter of <see cref="IServiceRegistry"/> must do, with its outbox. Each test starts with an empty store.</summary>
public abstract partial class ServiceRegistryContract : IAsyncLifetime
{
    private RegistryUnderTest? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected IServiceRegistry Registry => Store.Registry;

    protected IOutbox Outbox => Store.Outbox;

    protected IPublicationMark Mark => Store.Mark;

    private RegistryUnderTest Store => _store ?? throw new InvalidOperationException("The test has not started.");

    private DateTimeOffset Now => Time.GetUtcNow();

    public async ValueTask InitializeAsync() => _store = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty store on this clock, with the default grace of 60 s after a gap of 60 s.</summary>
    protected abstract ValueTask<RegistryUnderTest> CreateAsync(FakeTimeProvider time);

    private static InstanceId Id(string id) => InstanceId.Parse(id);

    private static ServiceName Name(string name) => ServiceName.Parse(name);

    private async Task<ServiceInstance> RegisterAsync(
        string service, string id, int port = 5001, Func<Registration, Registration>? with = null)
    {
        var result = await TryRegisterAsync(Registrations.Of(service, id, port, with));
        Assert.True(result.Succeeded, $"{id}: {result.Outcome}");
        return result.Instance;
    }

    private Task<RegistrationResult> TryRegisterAsync(Registration registration, Caller? caller = null) =>
        Registry.RegisterAsync(registration, caller ?? Callers.Admin, Cancel);

    private async Task<ServiceInstance> FindAsync(string id)
    {
        var found = await Registry.FindAsync(Id(id), Cancel);
        Assert.NotNull(found);
        return found;
    }

    /// <summary>All events not taken yet, which are then marked as sent.</summary>
    private async Task<IReadOnlyList<MeshEvent>> TakeEventsAsync()
    {
        var events = await Outbox.ReadDueAsync(1000, Cancel);
        await Outbox.MarkSentAsync([.. events.Select(entry => entry.Sequence)], Cancel);
        return [.. events.Select(entry => entry.Event)];
    }

    private async Task<SweepResult> SweepAsync()
    {
        var (changed, result) = (0, new SweepResult(0, false, true));
        while (result.More)
        {
            result = await Registry.SweepAsync(Cancel);
            changed += result.Changed;
        }

        return result with { Changed = changed };
    }

    /// <summary>Lets time pass while the control plane is awake.</summary>
    private async Task PassAsync(TimeSpan span)
    {
        var end = Now + span;
        await SweepAsync();
        while (Now < end)
        {
            Time.Advance(TimeSpan.FromSeconds(Math.Min(5, (end - Now).TotalSeconds)));
            await SweepAsync();
        }
    }

    private async Task<ServiceWithInstances> SnapshotOfAsync(string service)
    {
        var snapshot = await Registry.SnapshotAsync(Cancel);
        return Assert.Single(snapshot.Services, found => found.Service.Name == Name(service));
    }
}

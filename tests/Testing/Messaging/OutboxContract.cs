using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using Xunit;

namespace ToskaMesh.Testing.Messaging;

/// <summary>What every adapter of <see cref="IOutbox"/> must do. Rows get into it by writes to its registry.</summary>
public abstract class OutboxContract : IAsyncLifetime
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    private RegistryUnderTest? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private IOutbox Outbox => Store.Outbox;

    private RegistryUnderTest Store => _store ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _store = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty store on this clock.</summary>
    protected abstract ValueTask<RegistryUnderTest> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task ReadDue_Events_ComeInOrderAndOnlyAsManyAsAsked()
    {
        await RegisterAsync("a", "b", "c");

        var all = await Outbox.ReadDueAsync(10, Cancel);

        Assert.Equal(["a", "b", "c"], all.Select(@event => @event.Subject));
        Assert.Equal(["a", "b"], (await Outbox.ReadDueAsync(2, Cancel)).Select(@event => @event.Subject));
        Assert.All(all, @event => Assert.Equal((EventTypes.ServiceRegistered, Time.GetUtcNow()), (@event.Type, @event.Time)));
        Assert.Equal(3, all.Select(@event => @event.Id).Distinct().Count());
    }

    [Fact]
    public async Task MarkSent_Some_LeavesTheOthers()
    {
        await RegisterAsync("a", "b", "c");
        var all = await Outbox.ReadDueAsync(10, Cancel);

        await Outbox.MarkSentAsync([all[1].Id], Cancel);
        await Outbox.MarkSentAsync([all[1].Id, Guid.NewGuid()], Cancel);
        await Outbox.MarkSentAsync([], Cancel);

        Assert.Equal(["a", "c"], (await Outbox.ReadDueAsync(10, Cancel)).Select(@event => @event.Subject));
    }

    [Fact]
    public async Task RecordFailure_Once_KeepsItFirstOfItsSubjectAndHoldsUpNoOther()
    {
        await RegisterAsync("a", "b");
        await BeatAsync("a");
        var all = await Outbox.ReadDueAsync(10, Cancel);

        Assert.False(await Outbox.RecordFailureAsync(all[0].Id, "refused", Cancel));

        var due = await Outbox.ReadDueAsync(10, Cancel);
        Assert.DoesNotContain(all[2].Id, due.Select(@event => @event.Id));
        Assert.Contains(all[1].Id, due.Select(@event => @event.Id));
    }

    [Fact]
    public async Task RecordFailure_TenTimes_ParksItWithItsSubject()
    {
        await RegisterAsync("a", "b");
        await BeatAsync("a");
        var failing = (await Outbox.ReadDueAsync(1, Cancel))[0];

        var parked = new List<bool>();
        for (var i = 0; i < 10; i++)
        {
            parked.Add(await Outbox.RecordFailureAsync(failing.Id, "refused", Cancel));
        }

        Assert.Equal([.. Enumerable.Repeat(false, 9), true], parked);
        Assert.Equal(["b"], (await Outbox.ReadDueAsync(10, Cancel)).Select(@event => @event.Subject));
        Assert.Equal(["b"], (await Outbox.ReadDueAsync(1, Cancel)).Select(@event => @event.Subject));
    }

    [Fact]
    public async Task Hold_ByAnother_IsRefusedUntilItEndsOrIsReleased()
    {
        Assert.True(await Outbox.TryHoldRelayAsync("first", Hold, Cancel));
        Assert.False(await Outbox.TryHoldRelayAsync("second", Hold, Cancel));
        await Outbox.ReleaseRelayAsync("second", Cancel);
        Assert.False(await Outbox.TryHoldRelayAsync("second", Hold, Cancel));

        await Outbox.ReleaseRelayAsync("first", Cancel);
        Assert.True(await Outbox.TryHoldRelayAsync("second", Hold, Cancel));

        Time.Advance(Hold - TimeSpan.FromMilliseconds(1));
        Assert.False(await Outbox.TryHoldRelayAsync("first", Hold, Cancel));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await Outbox.TryHoldRelayAsync("first", Hold, Cancel));
    }

    [Fact]
    public async Task Hold_ByItsHolder_IsProlonged()
    {
        await Outbox.TryHoldRelayAsync("first", Hold, Cancel);
        Time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(await Outbox.TryHoldRelayAsync("first", Hold, Cancel));
        Time.Advance(TimeSpan.FromSeconds(20));

        Assert.False(await Outbox.TryHoldRelayAsync("second", Hold, Cancel));
    }

    [Fact]
    public async Task Hold_ManyAtOnce_OneGetsIt()
    {
        var held = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => Task.Run(() => Outbox.TryHoldRelayAsync($"holder-{i}", Hold, Cancel), Cancel)));

        Assert.Single(held, isHeld => isHeld);
    }

    private async Task RegisterAsync(params string[] ids)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            await Store.Registry.RegisterAsync(Registrations.Of("orders", ids[i], 5001 + i), Callers.Admin, Cancel);
        }
    }

    private Task<WriteResult> BeatAsync(string id) => Store.Registry.HeartbeatAsync(InstanceId.Parse(id), Callers.Admin, Cancel);
}

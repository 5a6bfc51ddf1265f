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
    private int _port = 5001;

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

        Assert.Equal(["a", "b", "c"], Subjects(all));
        Assert.Equal(["a", "b"], Subjects(await Outbox.ReadDueAsync(2, Cancel)));
        Assert.All(all, entry => Assert.Equal((EventTypes.ServiceRegistered, Time.GetUtcNow()), (entry.Event.Type, entry.Event.Time)));
        Assert.All(all, entry => Assert.Null(entry.Consumer));
        Assert.Equal(3, all.Select(entry => entry.Event.Id).Distinct().Count());
    }

    [Fact]
    public async Task MarkSent_Some_LeavesTheOthers()
    {
        await RegisterAsync("a", "b", "c");
        var all = await Outbox.ReadDueAsync(10, Cancel);

        await Outbox.MarkSentAsync([all[1].Sequence], Cancel);
        await Outbox.MarkSentAsync([all[1].Sequence, long.MaxValue], Cancel);
        await Outbox.MarkSentAsync([], Cancel);

        Assert.Equal(["a", "c"], Subjects(await Outbox.ReadDueAsync(10, Cancel)));
    }

    [Fact]
    public async Task RecordFailure_Once_KeepsItFirstOfItsSubjectAndHoldsUpNoOther()
    {
        await RegisterAsync("a", "b");
        await BeatAsync("a");
        var all = await Outbox.ReadDueAsync(10, Cancel);

        Assert.False(await Outbox.RecordFailureAsync(all[0].Sequence, "refused", Cancel));

        var due = await Outbox.ReadDueAsync(10, Cancel);
        Assert.DoesNotContain(all[2].Sequence, due.Select(entry => entry.Sequence));
        Assert.Contains(all[1].Sequence, due.Select(entry => entry.Sequence));
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
            parked.Add(await Outbox.RecordFailureAsync(failing.Sequence, "refused", Cancel));
        }

        Assert.Equal([.. Enumerable.Repeat(false, 9), true], parked);
        Assert.Equal(["b"], Subjects(await Outbox.ReadDueAsync(10, Cancel)));
        Assert.Equal(["b"], Subjects(await Outbox.ReadDueAsync(1, Cancel)));
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

    [Fact]
    public async Task Describe_TellsWhatWaitsSinceWhenAndWhatIsParked()
    {
        Assert.Equal(new OutboxState(0, null, 0), await Outbox.DescribeAsync(Cancel));
        var start = Time.GetUtcNow();
        await RegisterAsync("a");
        Time.Advance(TimeSpan.FromSeconds(5));
        await RegisterAsync("b");
        Assert.Equal(new OutboxState(2, start, 0), await Outbox.DescribeAsync(Cancel));

        await ParkAsync("a");

        Assert.Equal(new OutboxState(2, start + TimeSpan.FromSeconds(5), 1), await Outbox.DescribeAsync(Cancel));
    }

    [Fact]
    public async Task ListParked_Pages_TellWhatFailedAndWhy()
    {
        await RegisterAsync("a", "b", "c");
        await ParkAsync("a");
        await ParkAsync("c");

        var first = await Outbox.ListParkedAsync(new PageRequest(1), Cancel);
        var second = await Outbox.ListParkedAsync(new PageRequest(1, first.Next), Cancel);

        Assert.Equal(("a", 10, "refused", Time.GetUtcNow()), Of(Assert.Single(first.Items)));
        Assert.Equal("c", Assert.Single(second.Items).Entry.Event.Subject);
        Assert.Null(second.Next);
        static (string, int, string?, DateTimeOffset) Of(ParkedEvent parked) =>
            (parked.Entry.Event.Subject, parked.Attempts, parked.LastError, parked.ParkedAt);
    }

    [Fact]
    public async Task RetryParked_MakesItDueAgainFirstOfItsSubject()
    {
        await RegisterAsync("a");
        await BeatAsync("a");
        var parked = await ParkAsync("a");

        Assert.Equal(parked, (await Outbox.RetryParkedAsync(parked, Cancel))?.Entry.Sequence);

        var due = await Outbox.ReadDueAsync(10, Cancel);
        Assert.Equal([EventTypes.ServiceRegistered, EventTypes.HealthChanged], due.Select(entry => entry.Event.Type));
        Assert.False(await Outbox.RecordFailureAsync(parked, "refused", Cancel));
        Assert.Null(await Outbox.RetryParkedAsync(parked, Cancel));
    }

    [Fact]
    public async Task DiscardParked_LetsTheOthersOfItsSubjectGo()
    {
        await RegisterAsync("a");
        await BeatAsync("a");
        var parked = await ParkAsync("a");

        Assert.Equal(parked, (await Outbox.DiscardParkedAsync(parked, Cancel))?.Entry.Sequence);

        Assert.Equal(EventTypes.HealthChanged, Assert.Single(await Outbox.ReadDueAsync(10, Cancel)).Event.Type);
        Assert.Null(await Outbox.DiscardParkedAsync(parked, Cancel));
        Assert.Empty((await Outbox.ListParkedAsync(PageRequest.First, Cancel)).Items);
    }

    [Fact]
    public async Task ChangeParked_OneThatIsNotParked_IsNone()
    {
        await RegisterAsync("a");
        var waiting = Assert.Single(await Outbox.ReadDueAsync(1, Cancel)).Sequence;

        Assert.Null(await Outbox.RetryParkedAsync(waiting, Cancel));
        Assert.Null(await Outbox.DiscardParkedAsync(waiting, Cancel));
        Assert.Null(await Outbox.DiscardParkedAsync(long.MaxValue, Cancel));
        Assert.Single(await Outbox.ReadDueAsync(10, Cancel));
    }

    private static IEnumerable<string> Subjects(IEnumerable<OutboxEntry> entries) => entries.Select(entry => entry.Event.Subject);

    private async Task<long> ParkAsync(string subject)
    {
        var failing = (await Outbox.ReadDueAsync(10, Cancel)).First(entry => entry.Event.Subject == subject).Sequence;
        while (!await Outbox.RecordFailureAsync(failing, "refused", Cancel))
        {
        }

        return failing;
    }

    private async Task RegisterAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            await Store.Registry.RegisterAsync(Registrations.Of("orders", id, _port++), Callers.Admin, Cancel);
        }
    }

    private Task<WriteResult> BeatAsync(string id) => Store.Registry.HeartbeatAsync(InstanceId.Parse(id), Callers.Admin, Cancel);
}

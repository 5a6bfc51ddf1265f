using ToskaMesh.Shared.Messaging;
using Xunit;

namespace ToskaMesh.Testing.Messaging;

/// <summary>What every adapter of <see cref="IEventBus"/> must do, as its consumer sees it.</summary>
public abstract class EventBusContract : IAsyncLifetime
{
    private IEventBus? _bus;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The consumer whose deliveries <see cref="ReceivedAsync"/> tells of.</summary>
    protected abstract string Consumer { get; }

    private IEventBus Bus => _bus ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _bus = await CreateAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Publish_ABatch_BringsEachEventWhole()
    {
        var events = Enumerable.Range(1, 50).Select(i => MeshEvents.Of($"id.{i}:x", i)).ToList();

        var report = await Bus.PublishAsync(MeshEvents.Entries(events), Cancel);

        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), report.Taken.Select(entry => entry.Sequence).Order());
        Assert.Empty(report.Refused);
        Assert.Null(report.Unavailable);
        Assert.Equal(events, (await ReceivedAsync(50)).OrderBy(@event => @event.Revision));
    }

    [Fact]
    public async Task Publish_ManyOfASubject_BringsThemInOrder()
    {
        var events = Enumerable.Range(1, 60).Select(i => MeshEvents.Of($"id-{i % 3}", i)).ToList();

        await Bus.PublishAsync(MeshEvents.Entries(events), Cancel);

        var received = await ReceivedAsync(60);
        Assert.All(
            received.GroupBy(@event => @event.Subject),
            subject => Assert.Equal(subject.OrderBy(@event => @event.Revision), subject));
    }

    [Fact]
    public async Task Publish_ForOneConsumer_BringsItThere()
    {
        var @event = MeshEvents.Of("id-1");

        var report = await Bus.PublishAsync([new OutboxEntry(1, @event, Consumer)], Cancel);

        Assert.Single(report.Taken);
        Assert.Equal(@event, Assert.Single(await ReceivedAsync(1)));
    }

    [Fact]
    public async Task Publish_ATypeThatNobodyWants_IsTaken()
    {
        var report = await Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-1", type: "toskamesh.test.v1"), MeshEvents.Of("id-2")), Cancel);

        Assert.Equal(2, report.Taken.Count);
        Assert.Equal("id-2", Assert.Single(await ReceivedAsync(1)).Subject);
    }

    [Fact]
    public async Task Publish_Nothing_TakesNothing() => Assert.Empty((await Bus.PublishAsync([], Cancel)).Taken);

    [Fact]
    public async Task Publish_Cancelled_ReportsInsteadOfFailing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var report = await Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-1")), cancelled.Token);

        Assert.Empty(report.Taken);
        Assert.Empty(report.Refused);
        Assert.Null(report.Unavailable);
    }

    /// <summary>A bus with nothing on it.</summary>
    protected abstract ValueTask<IEventBus> CreateAsync();

    /// <summary>What the consumer got, in order, once it is as many.</summary>
    protected abstract Task<IReadOnlyList<MeshEvent>> ReceivedAsync(int count);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing.Messaging;

namespace ToskaMesh.Functions.Tests.Messaging;

/// <summary>The same on every store.</summary>
public abstract class EventInboxContract : IAsyncLifetime
{
    private static readonly EventConsumer Latest = new("latest", EventInterest.LatestState, EventTypes.OfInstances);
    private static readonly EventConsumer Each = new("each", EventInterest.EachEvent, EventTypes.OfInstances);

    private MeshStoreUnderTest? _store;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MeshStoreUnderTest Store => _store ?? throw new InvalidOperationException("The test has not started.");

    private EventInbox Inbox => Store.Services.GetRequiredService<EventInbox>();

    public async ValueTask InitializeAsync() =>
        _store = await OpenAsync(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_store?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Apply_TheSameEventFromManySides_HasOneEffect()
    {
        var @event = MeshEvents.Of("id-1");
        var decisions = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => ApplyAsync(Each, @event), Cancel)));

        Assert.Single(decisions, decision => decision is InboxDecision.Apply);
        Assert.Equal([1], await EffectsAsync());
    }

    [Fact]
    public async Task Apply_LatestStateOutOfOrder_DropsWhatIsOlderAlsoWithinOneTransaction()
    {
        var decisions = await Task.WhenAll(new long[] { 3, 1, 5, 5, 2, 4 }.Select(revision => ApplyAsync(Latest, MeshEvents.Of("id-1", revision))));

        Assert.Equal(
            [InboxDecision.Apply, InboxDecision.Stale, InboxDecision.Apply, InboxDecision.Stale, InboxDecision.Stale, InboxDecision.Stale], decisions);
        Assert.Equal([3, 5], await EffectsAsync());
        Assert.Equal(InboxDecision.Apply, await ApplyAsync(Latest, MeshEvents.Of("id-2", 1)));
        Assert.Equal(InboxDecision.Apply, await ApplyAsync(Latest with { Name = "another" }, MeshEvents.Of("id-1", 1)));
    }

    [Fact]
    public async Task Apply_EffectThatFails_IsNotNotedAndComesAgain()
    {
        var @event = MeshEvents.Of("id-1");

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Inbox.ApplyAsync(Each, @event, (_, _) => throw new InvalidOperationException("ours"), Cancel));

        Assert.Equal(InboxDecision.Apply, await ApplyAsync(Each, @event));
    }

    [Fact]
    public async Task Record_TheSameEventFromManySides_IsWrittenOnce()
    {
        MeshEvent[] events = [MeshEvents.Of("id-1", 1), MeshEvents.Of("id-1", 2), MeshEvents.Of("id-2", 3)];
        await RecordAsync(events[0]);

        var decisions = await Task.WhenAll(Enumerable.Range(0, 48).Select(i => Task.Run(() => RecordAsync(events[i % 3]), Cancel)));

        Assert.Equal(2, decisions.Count(decision => decision is InboxDecision.Apply));
        Assert.Equal(46, decisions.Count(decision => decision is InboxDecision.Duplicate));
        Assert.Equal([1, 2, 3], await HistoryAsync());
    }

    [Fact]
    public async Task Record_InABatchWithAWriteThatFails_IsWrittenOnceAllTheSame()
    {
        var @event = MeshEvents.Of("id-1");
        await using var first = new BlockedWriter(Store.Writer);
        await first.Started;
        var recorded = RecordAsync(@event);
        var failed = ApplyAsync(Each, MeshEvents.Of("id-2"), (_, _) => throw new InvalidOperationException("ours"));
        var again = RecordAsync(@event);

        first.Release();

        await Assert.ThrowsAsync<InvalidOperationException>(() => failed);
        Assert.Equal([InboxDecision.Apply, InboxDecision.Duplicate], [await recorded, await again]);
        Assert.Equal([1], await HistoryAsync());
    }

    [Fact]
    public async Task Record_BesideAWriteThatForgetsTheRowsOfTheBatch_IsWritten()
    {
        await using var first = new BlockedWriter(Store.Writer);
        await first.Started;
        var recorded = RecordAsync(MeshEvents.Of("id-1"));
        var forgetting = Store.Writer.WriteAsync(
            StoreKeys.None,
            (transaction, _) =>
            {
                transaction.Forget();
                return Task.FromResult(true);
            },
            Cancel);

        first.Release();

        await forgetting;
        Assert.Equal(InboxDecision.Apply, await recorded);
        Assert.Equal([1], await HistoryAsync());
    }

    [Fact]
    public async Task Record_WhatTheDatabaseRefuses_IsNotNotedAndFailsAlone()
    {
        var (fine, refused) = (MeshEvents.Of("id-1"), MeshEvents.Of("id-2"));
        await using var first = new BlockedWriter(Store.Writer);
        await first.Started;
        var recorded = RecordAsync(fine);
        var second = Inbox.RecordAsync(refused, InThePlaceOf(fine, refused), Cancel);

        first.Release();

        await Assert.ThrowsAnyAsync<Exception>(() => second);
        Assert.Equal(InboxDecision.Apply, await recorded);
        Assert.Equal(InboxDecision.Apply, await RecordAsync(refused));
        Assert.Equal(2, (await HistoryAsync()).Count);
    }

    /// <summary>A new, empty store on this clock.</summary>
    private protected abstract Task<MeshStoreUnderTest> OpenAsync(TimeProvider time);

    // A row of the outbox is as good an effect as any.
    private Task<InboxDecision> ApplyAsync(EventConsumer consumer, MeshEvent @event) => ApplyAsync(
        consumer,
        @event,
        async (transaction, ct) => transaction.Context.Outbox.Add(OutboxRow.From(new OutboxEntry(await transaction.DrawAsync(0, ct), @event))));

    private Task<InboxDecision> ApplyAsync(EventConsumer consumer, MeshEvent @event, Func<StoreTransaction, CancellationToken, Task> effect) =>
        Inbox.ApplyAsync(consumer, @event, effect, Cancel);

    private Task<InboxDecision> RecordAsync(MeshEvent @event) => Inbox.RecordAsync(@event, RowOf(@event), Cancel);

    private static ServiceEventRow RowOf(MeshEvent @event) => ServiceEventRow.From(ServiceEvent.From(@event));

    private static ServiceEventRow InThePlaceOf(MeshEvent taken, MeshEvent @event) => new()
    {
        Position = RowOf(taken).Position,
        EventId = @event.Id,
        Service = "orders",
        InstanceId = @event.Subject,
        Type = @event.Type,
        Time = @event.Time,
        Revision = @event.Revision,
    };

    private async Task<List<long>> HistoryAsync()
    {
        await using var context = Store.Open();
        return await context.ServiceEvents.OrderBy(row => row.Position).Select(row => row.Revision).ToListAsync(Cancel);
    }

    private async Task<List<long>> EffectsAsync()
    {
        await using var context = Store.Open();
        return await context.Outbox.OrderBy(row => row.Sequence).Select(row => row.Revision).ToListAsync(Cancel);
    }
}

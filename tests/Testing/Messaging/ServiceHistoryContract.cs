using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Messaging;

/// <summary>What every adapter of <see cref="IServiceHistory"/> must do.</summary>
public abstract class ServiceHistoryContract : IAsyncLifetime
{
    private static readonly ServiceName Orders = ServiceName.Parse("orders");

    private IServiceHistory? _history;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private IServiceHistory History => _history ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _history = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Record_InAnyOrderAndAgain_TellsEachOnceNewestFirst()
    {
        var events = Enumerable.Range(1, 6).Select(i => MeshEvents.Of($"id-{i % 2}", i)).ToList();
        foreach (var index in new[] { 3, 0, 5, 3, 1, 0, 4, 2, 2 })
        {
            await History.RecordAsync(events[index], Cancel);
        }

        var page = await History.ReadAsync(Orders, null, PageRequest.First, Cancel);

        Assert.Equal([6, 5, 4, 3, 2, 1], page.Items.Select(told => told.Revision));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Record_TheSameFromManySides_TellsItOnce()
    {
        var events = Enumerable.Range(1, 5).Select(i => MeshEvents.Of("id-1", i)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => History.RecordAsync(events[i % 5], Cancel), Cancel)));

        Assert.Equal([5, 4, 3, 2, 1], (await History.ReadAsync(Orders, null, PageRequest.First, Cancel)).Items.Select(told => told.Revision));
    }

    [Fact]
    public async Task Record_EventsOfOneMoment_TellsAll()
    {
        await History.RecordAsync(MeshEvents.Of("id-1", 1), Cancel);
        await History.RecordAsync(MeshEvents.Of("id-1", 1, type: EventTypes.HealthChanged), Cancel);

        Assert.Equal(2, (await History.ReadAsync(Orders, null, PageRequest.First, Cancel)).Items.Count);
        var changes = await History.ReadAsync(Orders, EventTypes.HealthChanged, PageRequest.First, Cancel);
        Assert.Equal(EventTypes.HealthChanged, Assert.Single(changes.Items).Type);
    }

    [Fact]
    public async Task Read_KeepsWhatTheEventTold()
    {
        var @event = MeshEvents.Of("id-1", 7, type: EventTypes.HealthChanged) with
        {
            Data = """{"serviceId":"id-1","serviceName":"orders","address":"10.0.0.1","port":1,"scheme":"http","previousStatus":"Healthy","currentStatus":"Unhealthy","reason":"critical"}""",
        };

        await History.RecordAsync(@event, Cancel);

        Assert.Equal(
            new ServiceEvent
            {
                EventId = @event.Id,
                ServiceName = Orders,
                ServiceId = InstanceId.Parse("id-1"),
                Type = EventTypes.HealthChanged,
                Time = @event.Time,
                Revision = 7,
                Status = HealthStatus.Unhealthy,
                PreviousStatus = HealthStatus.Healthy,
                Reason = DeregistrationReason.Critical,
            },
            Assert.Single((await History.ReadAsync(Orders, null, PageRequest.First, Cancel)).Items));
    }

    [Fact]
    public async Task Read_Pages_AreOfTheServiceOnlyAndMeetWithoutAGap()
    {
        for (var i = 1; i <= 7; i++)
        {
            await History.RecordAsync(MeshEvents.Of("id-1", i), Cancel);
            await History.RecordAsync(MeshEvents.Of("other-1", i, "other"), Cancel);
        }

        var told = new List<ServiceEvent>();
        string? after = null;
        do
        {
            var page = await History.ReadAsync(Orders, null, new PageRequest(3, after), Cancel);
            told.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], told.Select(@event => @event.Revision));
        Assert.All(told, @event => Assert.Equal(Orders, @event.ServiceName));
    }

    [Fact]
    public async Task Record_WhatNamesNoService_IsRefused()
    {
        var nameless = MeshEvents.Of("id-1") with { Data = "{}" };

        await Assert.ThrowsAsync<InvalidDataException>(() => History.RecordAsync(nameless, Cancel));
    }

    /// <summary>A new, empty one on this clock.</summary>
    protected abstract ValueTask<IServiceHistory> CreateAsync(FakeTimeProvider time);
}

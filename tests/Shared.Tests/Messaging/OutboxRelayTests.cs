using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Messaging;

public sealed class OutboxRelayTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMeshStore _store;
    private readonly RecordingEventBus _bus = new();

    public OutboxRelayTests() => _store = new InMemoryMeshStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Events_AreSentOnceInOrder()
    {
        await RegisterAsync(250);
        await _store.Registry.HeartbeatAsync(InstanceId.Parse("id-1"), Callers.Admin, Cancel);
        var relay = Relay();

        Assert.Equal(new RelayResult(251, 0, false), await RunAsync(relay));
        Assert.Equal(new RelayResult(0, 0, false), await RunAsync(relay));

        Assert.Equal(
            [EventTypes.ServiceRegistered, EventTypes.HealthChanged],
            _bus.Events.Where(@event => @event.Subject == "id-1").Select(@event => @event.Type));
        Assert.Equal(251, _bus.Events.Select(@event => @event.Id).Distinct().Count());
    }

    [Fact]
    public async Task Run_OneRefused_BlocksItsSubjectOnlyAndIsTriedOnceARun()
    {
        await RegisterAsync(3);
        await _store.Registry.HeartbeatAsync(InstanceId.Parse("id-2"), Callers.Admin, Cancel);
        var tries = Refuse("id-2");

        Assert.Equal(new RelayResult(2, 1, false), await RunAsync(Relay()));

        Assert.Equal(["id-1", "id-3"], _bus.Events.Select(@event => @event.Subject));
        Assert.Equal(1, tries());
        _bus.BeforeTaking = (_, _) => Task.CompletedTask;
        Assert.Equal(new RelayResult(2, 0, false), await RunAsync(Relay()));
        Assert.Equal([EventTypes.ServiceRegistered, EventTypes.HealthChanged], _bus.Events.TakeLast(2).Select(@event => @event.Type));
    }

    [Fact]
    public async Task Run_RefusedTenTimes_ParksIt()
    {
        await RegisterAsync(1);
        var tries = Refuse("id-1");

        for (var i = 0; i < 12; i++)
        {
            await RunAsync(Relay());
        }

        Assert.Equal(InMemoryOutbox.MaxTries, tries());
    }

    [Fact]
    public async Task Run_BusAway_StopsAndParksNothing()
    {
        await RegisterAsync(2);
        _bus.BeforeTaking = (_, _) => throw new EventBusUnavailableException();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(new RelayResult(0, 0, true), await RunAsync(Relay()));
        }

        _bus.BeforeTaking = (_, _) => Task.CompletedTask;

        Assert.Equal(new RelayResult(2, 0, false), await RunAsync(Relay()));
    }

    [Fact]
    public async Task Run_WhileAnotherProcessRelays_SendsNothing()
    {
        await RegisterAsync(1);
        await _store.Outbox.TryHoldRelayAsync("another process", TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal(new RelayResult(0, 0, true), await RunAsync(Relay()));
        Assert.Empty(_bus.Events);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, (await RunAsync(Relay()))?.Sent);
    }

    [Fact]
    public async Task Run_LeaseLostInBetween_StopsSending()
    {
        await RegisterAsync(501);
        _bus.BeforeTaking = async (_, cancellationToken) =>
        {
            _time.Advance(TimeSpan.FromSeconds(31));
            await _store.Outbox.TryHoldRelayAsync("another process", TimeSpan.FromHours(10), cancellationToken);
        };

        // One batch: the lease is looked at between batches.
        Assert.Equal(new RelayResult(500, 0, true), await RunAsync(Relay()));
    }

    [Fact]
    public async Task Run_DeadlineFirst_MarksWhatWasSentAndFreesTheRelay()
    {
        await RegisterAsync(2);
        _bus.BeforeTaking = (@event, cancellationToken) =>
            @event.Subject == "id-2" ? Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken) : Task.CompletedTask;
        var run = Relay().RunAsync(OutboxRelay.RequestDeadline, Cancel);
        await Eventually.TrueAsync(() => _bus.Events.Count == 1, "the first event is taken");

        _time.Advance(OutboxRelay.RequestDeadline);

        Assert.Null(await run);
        _bus.BeforeTaking = (_, _) => Task.CompletedTask;
        await Eventually.TrueAsync(async () => (await RunAsync(Relay()))?.More is false, "the relay is free");
        Assert.Equal(["id-1", "id-2"], _bus.Events.Select(@event => @event.Subject));
    }

    private static Task<RelayResult?> RunAsync(OutboxRelay relay) => relay.RunAsync(Timeout.InfiniteTimeSpan, Cancel);

    private OutboxRelay Relay() => new(_store.Outbox, _bus, _time, NullLogger<OutboxRelay>.Instance);

    private Func<int> Refuse(string subject)
    {
        var tries = 0;
        _bus.BeforeTaking = (@event, _) =>
        {
            tries += @event.Subject == subject ? 1 : 0;
            return @event.Subject == subject ? throw new InvalidDataException("poison") : Task.CompletedTask;
        };
        return () => tries;
    }

    private async Task RegisterAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await _store.Registry.RegisterAsync(Registrations.Of("orders", $"id-{i}", 5000 + i), Callers.Admin, Cancel);
        }
    }
}

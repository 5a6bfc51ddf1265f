using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Messaging;

namespace ToskaMesh.Functions.Tests.Messaging;

public sealed class MessageDeliveryTests : IAsyncLifetime
{
    private readonly RecordingHandler _handler = new();
    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IMessageDelivery Delivery => _mesh.Services.GetRequiredService<IMessageDelivery>();

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync(services =>
    {
        services.RemoveAll<IMeshEventHandler>();
        services.AddSingleton<IMeshEventHandler>(_handler);
    });

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Deliver_AnEvent_ReachesItsConsumer()
    {
        var @event = MeshEvents.Of("id-1");

        await Delivery.DeliverAsync(EventConsumers.ServiceHistory, Message(@event), Cancel);

        Assert.Equal(@event, Assert.Single(_handler.Events));
    }

    [Fact]
    public async Task Deliver_WhatTheConsumerNeedsIsAway_WaitsForIt()
    {
        var isAway = true;
        _handler.Before = _ =>
        {
            if (isAway)
            {
                throw new TargetUnavailableException();
            }
        };
        _mesh.Gate.Fault = "The disk is full.";

        var delivery = Delivery.DeliverAsync(EventConsumers.ServiceHistory, Message(MeshEvents.Of("id-1")), Cancel);
        await AdvanceAsync(TimeSpan.FromMinutes(1), delivery);
        _mesh.Gate.Fault = null;
        await AdvanceAsync(TimeSpan.FromMinutes(1), delivery);
        Assert.False(delivery.IsCompleted);
        isAway = false;

        await Eventually.TrueAsync(
            () =>
            {
                _mesh.Time.Advance(MessageDelivery.Pause);
                return delivery.IsCompleted;
            },
            "the delivery ended");
        await delivery;
        Assert.Single(_handler.Events);
    }

    [Fact]
    public async Task Deliver_AwayForTooLong_FailsBeforeTheHostEndsIt()
    {
        _handler.Before = _ => throw new StoreUnavailableException();
        var startedAt = _mesh.Time.GetTimestamp();

        var delivery = Delivery.DeliverAsync(EventConsumers.ServiceHistory, Message(MeshEvents.Of("id-1")), Cancel);
        await Eventually.TrueAsync(
            () =>
            {
                _mesh.Time.Advance(MessageDelivery.Pause);
                return delivery.IsCompleted;
            },
            "the delivery ended");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => delivery);
        Assert.True(_mesh.Time.GetElapsedTime(startedAt) >= MessageDelivery.Patience);
    }

    [Fact]
    public async Task Deliver_AFailureOfTheHandler_IsThrownAtOnce()
    {
        _handler.Before = _ => throw new InvalidOperationException("ours");

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Delivery.DeliverAsync(EventConsumers.ServiceHistory, Message(MeshEvents.Of("id-1")), Cancel));
    }

    [Fact]
    public async Task Deliver_WhatIsNoEvent_IsThrownAndBuried()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Delivery.DeliverAsync(EventConsumers.ServiceHistory, "no event", Cancel));

        await Delivery.BuryAsync(EventConsumers.ServiceHistory, "no event", Cancel);
        await Delivery.BuryAsync(EventConsumers.ServiceHistory, "no event", Cancel);

        var letter = Assert.Single((await _mesh.Store.DeadLetters.ListAsync(PageRequest.First, Cancel)).Items);
        Assert.Equal(("no event", 2), (letter.Message, letter.Deaths));
    }

    [Fact]
    public async Task Deliver_Cancelled_WaitsNoLonger()
    {
        _handler.Before = _ => throw new TargetUnavailableException();
        using var stop = new CancellationTokenSource();
        var delivery = Delivery.DeliverAsync(EventConsumers.ServiceHistory, Message(MeshEvents.Of("id-1")), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivery);
    }

    private static string Message(MeshEvent @event) => Encoding.UTF8.GetString(CloudEventJson.Serialize(@event));

    private async Task AdvanceAsync(TimeSpan by, Task delivery)
    {
        for (var passed = TimeSpan.Zero; passed < by && !delivery.IsCompleted; passed += MessageDelivery.Pause)
        {
            _mesh.Time.Advance(MessageDelivery.Pause);
            await Task.Yield();
        }
    }
}

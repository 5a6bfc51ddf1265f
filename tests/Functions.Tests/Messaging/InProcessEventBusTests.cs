using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Messaging;

public sealed class InProcessEventBusTests : EventBusContract
{
    private readonly RecordingHandler _handler = new();
    private readonly InMemoryMeshStore _store = new(new FakeTimeProvider());

    protected override string Consumer => EventConsumers.ServiceHistory;

    [Fact]
    public async Task Publish_HandlerFailsAtEveryDelivery_LeavesADeadLetterAndHoldsUpNobody()
    {
        var tries = 0;
        _handler.Before = @event =>
        {
            if (@event.Subject == "poison")
            {
                tries++;
                throw new InvalidDataException("bad");
            }
        };

        var report = await PublishAsync("poison", "fine");

        Assert.Equal(2, report.Taken.Count);
        Assert.Equal(InProcessEventBus.Deliveries, tries);
        Assert.Equal("fine", Assert.Single(_handler.Events).Subject);
        var letter = Assert.Single((await _store.DeadLetters.ListAsync(PageRequest.First, Cancel)).Items);
        Assert.Equal((Consumer, "bad", "poison"), (letter.Consumer, letter.Reason, letter.Event?.Subject));
    }

    [Fact]
    public async Task Publish_HandlerFailsOnce_IsDeliveredAgain()
    {
        var tries = 0;
        _handler.Before = _ =>
        {
            if (++tries == 1)
            {
                throw new InvalidOperationException("not yet");
            }
        };

        Assert.Single((await PublishAsync("id-1")).Taken);

        Assert.Single(_handler.Events);
        Assert.Empty((await _store.DeadLetters.ListAsync(PageRequest.First, Cancel)).Items);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Publish_WhatAHandlerNeedsIsAway_IsNoFaultOfTheEvent(bool isStore)
    {
        _handler.Before = _ => throw (isStore ? new StoreUnavailableException() : new TargetUnavailableException());

        var report = await PublishAsync("id-1", "id-2");

        Assert.Empty(report.Taken);
        Assert.Empty(report.Refused);
        Assert.NotNull(report.Unavailable);
        Assert.Empty((await _store.DeadLetters.ListAsync(PageRequest.First, Cancel)).Items);
    }

    protected override ValueTask<IEventBus> CreateAsync() => ValueTask.FromResult<IEventBus>(Bus());

    protected override Task<IReadOnlyList<MeshEvent>> ReceivedAsync(int count)
    {
        Assert.Equal(count, _handler.Events.Count);
        return Task.FromResult(_handler.Events);
    }

    private InProcessEventBus Bus() => new([_handler], _store.DeadLetters, NullLogger<InProcessEventBus>.Instance);

    private Task<PublishReport> PublishAsync(params string[] subjects) =>
        Bus().PublishAsync(MeshEvents.Entries(subjects.Select(subject => MeshEvents.Of(subject))), Cancel);
}

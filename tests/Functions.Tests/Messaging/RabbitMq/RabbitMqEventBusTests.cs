using RabbitMQ.Client;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.RabbitMq;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Messaging.RabbitMq;

public sealed class RabbitMqEventBusTests : EventBusContract
{
    private RabbitMqUnderTest? _broker;

    protected override string Consumer => EventConsumers.ServiceHistory;

    private RabbitMqUnderTest Broker => _broker ?? throw new InvalidOperationException("The test has not started.");

    public override async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task Publish_NothingWasMigrated_SaysSoAndBlamesNoEvent()
    {
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        await using var bare = new RabbitMqUnderTest(await server.CreateVirtualHostAsync());

        var report = await bare.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-1"), MeshEvents.Of("id-2")), Cancel);

        Assert.Empty(report.Taken);
        Assert.Empty(report.Refused);
        Assert.Contains("toska migrate", report.Unavailable?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_ForAConsumerWithoutAQueue_IsRefused()
    {
        var report = await Broker.Bus.PublishAsync(
            [new OutboxEntry(1, MeshEvents.Of("id-1"), "toskamesh.nobody"), new OutboxEntry(2, MeshEvents.Of("id-2"))], Cancel);

        Assert.Equal(2, Assert.Single(report.Taken).Sequence);
        Assert.Contains("toskamesh.nobody", Assert.Single(report.Refused).Error.Message, StringComparison.Ordinal);
        Assert.Null(report.Unavailable);
    }

    [Fact]
    public async Task Publish_AQueueIsFull_IsNoFaultOfTheEvent()
    {
        var channel = await Broker.BesideAsync();
        var full = new Dictionary<string, object?> { [Headers.XMaxLength] = 1, [Headers.XOverflow] = "reject-publish" };
        await channel.QueueDeclareAsync("full", durable: true, exclusive: false, autoDelete: false, full, cancellationToken: Cancel);
        await channel.QueueBindAsync("full", RabbitMqTopology.Exchange, "#", cancellationToken: Cancel);

        var report = await Broker.Bus.PublishAsync(MeshEvents.Entries(Enumerable.Range(1, 20).Select(i => MeshEvents.Of("id-1", i))), Cancel);

        Assert.InRange(report.Taken.Count, 1, 19);
        Assert.Empty(report.Refused);
        Assert.Contains("full", report.Unavailable?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_NobodyThere_EndsAtOnce()
    {
        await using var nobody = new RabbitMqUnderTest(new Uri($"amqp://guest:secret@127.0.0.1:{FreePort.Next()}"));

        var report = await nobody.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-1"), MeshEvents.Of("id-2")), Cancel);

        Assert.Empty(report.Taken);
        Assert.NotNull(report.Unavailable);
        Assert.DoesNotContain("secret", report.Unavailable.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_ConnectionLostInBetween_ConnectsAgain()
    {
        await Broker.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-1")), Cancel);
        await (await Broker.Connection.OpenAsync(Cancel)).CloseAsync(Cancel);

        Assert.Single((await Broker.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-2")), Cancel)).Taken);

        Assert.Equal(["id-1", "id-2"], (await ReceivedAsync(2)).Select(@event => @event.Subject));
    }

    protected override async ValueTask<IEventBus> CreateAsync()
    {
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        _broker = new RabbitMqUnderTest(await server.CreateVirtualHostAsync());
        await _broker.Migration.RunAsync(Cancel);
        return _broker.Bus;
    }

    protected override Task<IReadOnlyList<MeshEvent>> ReceivedAsync(int count) => Broker.ReceivedAsync(Consumer, count);
}

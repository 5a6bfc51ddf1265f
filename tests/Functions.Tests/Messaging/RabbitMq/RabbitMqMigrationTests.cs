using RabbitMQ.Client;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Messaging.RabbitMq;

public sealed class RabbitMqMigrationTests : IAsyncLifetime
{
    private const string Dead = EventConsumers.ServiceHistory + EventConsumers.Dead;

    private RabbitMqUnderTest? _broker;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RabbitMqUnderTest Broker => _broker ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync()
    {
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        _broker = new RabbitMqUnderTest(await server.CreateVirtualHostAsync());
    }

    public ValueTask DisposeAsync() => _broker?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Run_Twice_MakesEverythingOnce()
    {
        var queues = EventConsumers.All.SelectMany(consumer => new[] { consumer.Name, consumer.Name + EventConsumers.Dead });
        Assert.Equal(["toskamesh.events", "toskamesh.events.dlx", .. queues], await Broker.Migration.RunAsync(Cancel));
        Assert.Empty(await Broker.Migration.RunAsync(Cancel));
    }

    [Fact]
    public async Task Run_AQueueOfThatNameIsOfAnotherKind_SaysWhich()
    {
        var channel = await Broker.BesideAsync();
        await channel.QueueDeclareAsync(EventConsumers.ServiceHistory, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancel);

        var error = await Assert.ThrowsAsync<EventBusUnavailableException>(() => Broker.Migration.RunAsync(Cancel));

        Assert.Contains(EventConsumers.ServiceHistory, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeadLetter_RejectedMessage_LiesInTheDeadQueueAndComesBackWhenRejectedThere()
    {
        await Broker.Migration.RunAsync(Cancel);
        await Broker.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-1")), Cancel);

        await RejectAsync(EventConsumers.ServiceHistory);
        await RejectAsync(Dead);
        await RejectAsync(Dead);

        Assert.Equal("id-1", Assert.Single(await Broker.ReceivedAsync(Dead, 1)).Subject);
    }

    [Fact]
    public async Task Run_AConsumerIsSwitchedOff_ItsQueueIsThereAndGetsEventsOnlyOnceItIsOn()
    {
        var off = Broker.MigrationWithout(EventConsumers.ConsulExport);
        await Broker.Migration.RunAsync(Cancel);
        await off.RunAsync(Cancel);
        await Broker.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("while-off")), Cancel);

        await Broker.Migration.RunAsync(Cancel);
        await Broker.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("while-on")), Cancel);

        Assert.Equal("while-on", Assert.Single(await Broker.ReceivedAsync(EventConsumers.ConsulExport, 1)).Subject);
        Assert.Equal(2u, await (await Broker.BesideAsync()).MessageCountAsync(EventConsumers.ServiceHistory, Cancel));
    }

    private async Task RejectAsync(string queue)
    {
        var channel = await Broker.BesideAsync();
        BasicGetResult? message = null;
        await Eventually.TrueAsync(
            async () => (message = await channel.BasicGetAsync(queue, autoAck: false, Cancel)) is not null, $"a message in {queue}");
        await channel.BasicRejectAsync(message!.DeliveryTag, requeue: false, Cancel);
    }
}

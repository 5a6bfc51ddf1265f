using ToskaMesh.Functions.Messaging.RabbitMq;
using ToskaMesh.Functions.Tests.Messaging.RabbitMq;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Commands;

public sealed class CommandOverRabbitMqTests
{
    /// <summary>What an instance does that would rather be told than ask.</summary>
    [Fact]
    public async Task Requested_QueueBoundToOneService_GetsItsCommandsAlone()
    {
        var cancel = TestContext.Current.CancellationToken;
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        await using var broker = new RabbitMqUnderTest(await server.CreateVirtualHostAsync());
        await broker.Migration.RunAsync(cancel);
        var channel = await broker.BesideAsync();
        await channel.QueueDeclareAsync("mine", durable: true, exclusive: false, autoDelete: false, cancellationToken: cancel);
        await channel.QueueBindAsync("mine", RabbitMqTopology.Exchange, $"{EventTypes.CommandRequested}.shop_orders", cancellationToken: cancel);

        var report = await broker.Bus.PublishAsync([Entry(1, "billing"), Entry(2, "shop.orders")], cancel);

        Assert.Equal(2, report.Taken.Count);
        var received = Assert.Single(await broker.ReceivedAsync("mine", 1));
        Assert.Equal((EventTypes.CommandRequested, "shop.orders"), (received.Type, received.Subject));
    }

    private static OutboxEntry Entry(long sequence, string service)
    {
        var now = DateTimeOffset.UnixEpoch;
        var order = new CommandOrder("reindex", null, TimeSpan.FromMinutes(1), false, null);
        var command = CommandRules.Begin(Guid.CreateVersion7(now), ServiceName.Parse(service), order, [], "admin", now);
        return new OutboxEntry(sequence, CommandEvents.Requested(command, sequence, now));
    }
}

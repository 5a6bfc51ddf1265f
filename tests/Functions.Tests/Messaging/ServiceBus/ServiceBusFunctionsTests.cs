using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Messaging.ServiceBus;

/// <summary>From the topic to the consumers, through the app's own functions.</summary>
[Collection(TopicCollection.Name)]
public sealed class ServiceBusFunctionsTests
{
    [Fact]
    public async Task Event_OnTheTopic_ReachesEachConsumer_AndTheDeadOnesAreBuried()
    {
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        var connectionString = ServiceBusUnderTest.ConnectionStringOf(server);
        await using var place = new ServiceBusUnderTest(connectionString);
        await place.ConnectAsync(server);
        await place.DeclareAsync();
        var delivery = new RecordingDelivery();
        string[] enabled = [.. QueueFunctions.OfServiceBus.Select(name => $"--AzureWebJobs.{name}.Disabled=false")];
        await using var app = await ControlPlaneUnderTest.StartAsync(
            services => services.AddSingleton<IMessageDelivery>(delivery), [$"--Mesh:ServiceBus={connectionString}", .. enabled]);
        var (alive, dead) = (MeshEvents.Of("id-1"), MeshEvents.Of("id-2"));

        await place.Bus.PublishAsync(MeshEvents.Entries(alive), TestContext.Current.CancellationToken);
        foreach (var consumer in EventConsumers.All)
        {
            await place.SendToDeadAsync(consumer.Name, dead);
        }

        string[] expected = [.. EventConsumers.All.SelectMany(consumer => new[] { $"deliver {consumer.Name} {alive.Id}", $"bury {consumer.Name} {dead.Id}" })];
        await Eventually.TrueAsync(() => delivery.Calls.Count >= expected.Length, "everything is handed on");
        Assert.Equal(expected.Order(), delivery.Calls.Order());
    }
}

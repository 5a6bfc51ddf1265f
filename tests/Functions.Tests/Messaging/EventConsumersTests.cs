using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.ServiceBus;

namespace ToskaMesh.Functions.Tests.Messaging;

public class EventConsumersTests
{
    [Fact]
    public void Consumers_HaveAFunctionForEachQueueOnRabbitMq() => Assert.Subset(
        Triggers<RabbitMQTriggerAttribute>(trigger => trigger.QueueName), QueuesWith(EventConsumers.Dead));

    [Fact]
    public void Consumers_HaveAFunctionForEachSubscriptionOnServiceBus() => Assert.Equal(
        QueuesWith(ServiceBusTopic.Dead), Triggers<ServiceBusTriggerAttribute>(trigger => trigger.SubscriptionName));

    private static HashSet<string> QueuesWith(string dead) =>
        [.. EventConsumers.All.SelectMany(consumer => new[] { consumer.Name, consumer.Name + dead })];

    private static HashSet<string> Triggers<TTrigger>(Func<TTrigger, string?> name)
        where TTrigger : Attribute =>
    [
        .. typeof(ControlPlane).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<TTrigger>())
            .OfType<TTrigger>()
            .Select(name)
            .OfType<string>(),
    ];
}

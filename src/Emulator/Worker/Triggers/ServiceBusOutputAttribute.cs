using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends a result, or one part of it, to a Service Bus queue or topic.</summary>
public sealed class ServiceBusOutputAttribute : OutputBindingAttribute
{
    /// <param name="queueOrTopicName">A <c>%Setting%</c> in it is replaced.</param>
    public ServiceBusOutputAttribute(string queueOrTopicName, ServiceBusEntityType entityType = ServiceBusEntityType.Queue)
    {
        QueueOrTopicName = queueOrTopicName;
        EntityType = entityType;
    }

    public string QueueOrTopicName { get; }

    /// <summary>The setting that holds the connection string.</summary>
    public string? Connection { get; set; }

    public ServiceBusEntityType EntityType { get; set; }
}

using ToskaMesh.Functions.Health;

namespace ToskaMesh.Functions.Messaging.ServiceBus;

/// <summary>The topic. Requests do without it, since what they tell waits in the outbox.</summary>
internal sealed class ServiceBusPart(ServiceBusTopic topic) : IHealthPart
{
    public string Name => "broker";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The batch's limit is the topic's to tell.
            using var batch = await topic.Sender.CreateMessageBatchAsync(cancellationToken);
            return PartResult.Healthy("Service Bus is connected.");
        }
        catch (Exception exception) when (ServiceBusFailures.Translate(exception) is not null)
        {
            return new PartResult(PartStatus.Degraded, "Service Bus cannot be reached: events wait in the outbox.");
        }
    }
}

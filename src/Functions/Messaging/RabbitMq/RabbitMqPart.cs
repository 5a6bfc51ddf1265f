using ToskaMesh.Functions.Health;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging.RabbitMq;

/// <summary>The broker. Requests do without it, since what they tell waits in the outbox.</summary>
internal sealed class RabbitMqPart(RabbitMqConnection connection) : IHealthPart
{
    public string Name => "broker";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            return PartResult.Healthy("RabbitMQ is connected.");
        }
        catch (EventBusUnavailableException)
        {
            return new PartResult(PartStatus.Degraded, "RabbitMQ cannot be reached: events wait in the outbox.");
        }
    }
}

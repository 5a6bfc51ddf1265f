using Azure.Messaging.ServiceBus;
using ToskaMesh.Emulator.Queues;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>A Service Bus queue or subscription as what starts a function.</summary>
/// <param name="subscription">Null for a queue.</param>
/// <param name="parameter">The type of the trigger parameter.</param>
internal sealed class ServiceBusSource(string connectionString, string queueOrTopic, string? subscription, Type parameter) : IMessageSource
{
    public string Name => subscription is null ? $"Service Bus queue {queueOrTopic}" : $"Service Bus subscription {queueOrTopic}/{subscription}";

    public async Task<IMessageSession> OpenAsync(CancellationToken cancellationToken)
    {
        var client = new ServiceBusClient(connectionString);
        try
        {
            var options = new ServiceBusReceiverOptions();
            var receiver = subscription is null
                ? client.CreateReceiver(queueOrTopic, options)
                : client.CreateReceiver(queueOrTopic, subscription, options);
            await receiver.OpenAsync(cancellationToken);
            return new ServiceBusSession(client, receiver, parameter);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }
}

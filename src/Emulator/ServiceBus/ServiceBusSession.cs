using Azure.Messaging.ServiceBus;
using ToskaMesh.Emulator.Queues;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>One connection of a function to its queue or subscription.</summary>
internal sealed class ServiceBusSession(ServiceBusClient client, ServiceBusReceiver receiver, Type parameter) : IMessageSession
{
    public async ValueTask<IReceivedMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await receiver.ReceiveMessageAsync(cancellationToken: cancellationToken) is { } message)
            {
                return new ServiceBusTriggerMessage(receiver, message, parameter);
            }
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}

using Azure.Messaging.ServiceBus;
using ToskaMesh.Emulator.Queues;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>Completed after a success, abandoned after a failure.</summary>
internal sealed class ServiceBusTriggerMessage(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, Type parameter) : IReceivedMessage
{
    public TriggerInput Input { get; } = ServiceBusInput.Of(message, parameter);

    public Task SettleAsync(bool succeeded, CancellationToken cancellationToken) => succeeded
        ? receiver.CompleteMessageAsync(message, cancellationToken)
        : receiver.AbandonMessageAsync(message, null, cancellationToken);
}

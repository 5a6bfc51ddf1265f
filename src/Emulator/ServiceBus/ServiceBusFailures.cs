using System.Net.Sockets;
using Amqp;
using Azure.Messaging.ServiceBus;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>What goes wrong below, in the words of Service Bus.</summary>
internal static class ServiceBusFailures
{
    public static ServiceBusException Of(Exception exception, string entity) => exception switch
    {
        ServiceBusException known => known,
        AmqpException amqp => Of(amqp, entity),
        TimeoutException => Transient($"{entity} did not answer in time", ServiceBusFailureReason.ServiceTimeout, exception),
        SocketException or IOException or ObjectDisposedException =>
            Transient($"{entity} cannot be reached", ServiceBusFailureReason.ServiceCommunicationProblem, exception),
        _ => new ServiceBusException($"{entity}: {exception.Message}", ServiceBusFailureReason.GeneralError, isTransient: false, exception),
    };

    private static ServiceBusException Of(AmqpException exception, string entity)
    {
        var message = $"{entity}: {exception.Message}";
        return exception.Error?.Condition?.ToString() switch
        {
            ErrorCode.NotFound => Final(message, ServiceBusFailureReason.MessagingEntityNotFound, exception),
            ErrorCode.MessageSizeExceeded => Final(message, ServiceBusFailureReason.MessageSizeExceeded, exception),
            ErrorCode.ResourceLimitExceeded => Transient(message, ServiceBusFailureReason.QuotaExceeded, exception),
            ErrorCode.ConnectionForced or ErrorCode.DetachForced or ErrorCode.IllegalState =>
                Transient(message, ServiceBusFailureReason.ServiceCommunicationProblem, exception),
            _ => Final(message, ServiceBusFailureReason.GeneralError, exception),
        };
    }

    private static ServiceBusException Transient(string message, ServiceBusFailureReason reason, Exception inner) =>
        new(message, reason, isTransient: true, inner);

    private static ServiceBusException Final(string message, ServiceBusFailureReason reason, Exception inner) =>
        new(message, reason, isTransient: false, inner);
}

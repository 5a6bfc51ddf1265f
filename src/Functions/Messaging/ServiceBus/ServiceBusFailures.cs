using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging.ServiceBus;

/// <summary>The one place where a failing namespace becomes <see cref="EventBusUnavailableException"/>.</summary>
internal static class ServiceBusFailures
{
    /// <summary>Null for what is not the namespace's failure.</summary>
    public static EventBusUnavailableException? Translate(Exception exception) => exception switch
    {
        ServiceBusException { Reason: ServiceBusFailureReason.MessageSizeExceeded } => null,
        ServiceBusException { Reason: ServiceBusFailureReason.MessagingEntityNotFound } => new EventBusUnavailableException(
            $"Service Bus has no topic {ServiceBusTopic.Name}: the deployment makes it.", exception),
        ServiceBusException or AuthenticationFailedException or RequestFailedException or UnauthorizedAccessException
            or IOException or SocketException or TimeoutException =>
            new EventBusUnavailableException($"Service Bus cannot be used: {exception.Message}", exception),
        _ => null,
    };
}

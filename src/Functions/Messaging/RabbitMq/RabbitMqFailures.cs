using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging.RabbitMq;

/// <summary>The one place where a failing broker becomes <see cref="EventBusUnavailableException"/>.</summary>
internal static class RabbitMqFailures
{
    /// <summary>Null for what is not the broker's failure.</summary>
    public static EventBusUnavailableException? Translate(Exception exception) => exception switch
    {
        EventBusUnavailableException => null,
        PublishException { IsReturn: true } => null,
        PublishException => new EventBusUnavailableException("RabbitMQ refuses events: a queue is full, or its node is in trouble.", exception),
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotFound } closed => new EventBusUnavailableException(
            $"RabbitMQ lacks what events are sent to ({closed.ShutdownReason.ReplyText}). Run 'toska migrate'.", exception),
        RabbitMQClientException or IOException or SocketException or TimeoutException or ObjectDisposedException =>
            new EventBusUnavailableException($"RabbitMQ cannot be reached: {exception.Message}", exception),
        _ => null,
    };
}

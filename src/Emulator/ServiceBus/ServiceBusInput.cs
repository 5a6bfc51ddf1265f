using System.Globalization;
using System.Text;
using System.Text.Json;
using Amqp;
using Amqp.Framing;
using Azure.Messaging.ServiceBus;
using ToskaMesh.Emulator.Queues;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>What a Service Bus message brings to an invocation.</summary>
internal static class ServiceBusInput
{
    public static TriggerInput Of(ServiceBusReceivedMessage message, Type parameter) => new()
    {
        Value = parameter == typeof(ServiceBusReceivedMessage) ? message : MessageBody.As(parameter, message.Body.ToMemory()),
        Metadata = Metadata(message),
    };

    public static TriggerInput ByHand(string input, Type parameter) =>
        Of(new ServiceBusReceivedMessage(new Message { BodySection = new Data { Binary = Encoding.UTF8.GetBytes(input) } }), parameter);

    private static Dictionary<string, object?> Metadata(ServiceBusReceivedMessage message) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["ApplicationProperties"] = JsonSerializer.Serialize(message.ApplicationProperties),
        ["ContentType"] = message.ContentType,
        ["CorrelationId"] = message.CorrelationId,
        ["DeliveryCount"] = message.DeliveryCount.ToString(CultureInfo.InvariantCulture),
        ["EnqueuedTimeUtc"] = message.EnqueuedTime.ToString("O", CultureInfo.InvariantCulture),
        ["LockToken"] = message.LockToken,
        ["MessageId"] = message.MessageId,
        ["ReplyTo"] = message.ReplyTo,
        ["SequenceNumber"] = message.SequenceNumber.ToString(CultureInfo.InvariantCulture),
        ["Subject"] = message.Subject,
    };
}

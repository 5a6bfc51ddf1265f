using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Azure.Messaging.ServiceBus;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>Service Bus messages as AMQP messages, and back.</summary>
internal static class AmqpMessages
{
    public static readonly Symbol EnqueuedTime = "x-opt-enqueued-time";
    public static readonly Symbol SequenceNumber = "x-opt-sequence-number";
    public static readonly Symbol PartitionKey = "x-opt-partition-key";

    /// <exception cref="NotSupportedException">The message wants what plain AMQP does not have.</exception>
    public static Message Of(ServiceBusMessage message)
    {
        if (message.SessionId is not null)
        {
            throw new NotSupportedException("The emulator has no sessions: send without a SessionId.");
        }

        if (message.ScheduledEnqueueTime != default)
        {
            throw new NotSupportedException("The emulator cannot schedule: send without a ScheduledEnqueueTime.");
        }

        var encoded = new Message
        {
            BodySection = new Data { Binary = message.Body.ToArray() },
            Header = new Header { Durable = true },
            Properties = PropertiesOf(message),
            ApplicationProperties = new ApplicationProperties(),
        };
        if (message.TimeToLive < TimeSpan.FromMilliseconds(uint.MaxValue))
        {
            encoded.Header.Ttl = (uint)message.TimeToLive.TotalMilliseconds;
        }

        foreach (var (name, value) in message.ApplicationProperties)
        {
            encoded.ApplicationProperties[name] = value;
        }

        if (message.PartitionKey is not null)
        {
            encoded.MessageAnnotations = new MessageAnnotations { [PartitionKey] = message.PartitionKey };
        }

        return encoded;
    }

    public static long SizeOf(ServiceBusMessage message) => Of(message).Encode().Length;

    public static BinaryData BodyOf(Message message) => message.BodySection switch
    {
        Data data => new BinaryData(data.Binary),
        AmqpValue { Value: byte[] bytes } => new BinaryData(bytes),
        AmqpValue { Value: string text } => new BinaryData(Encoding.UTF8.GetBytes(text)),
        null => new BinaryData(Array.Empty<byte>()),
        var section => throw new NotSupportedException($"The body is a {section.GetType().Name}; a Service Bus message's is data."),
    };

    public static IReadOnlyDictionary<string, object> ApplicationPropertiesOf(Message message) =>
        message.ApplicationProperties?.Map.ToDictionary(pair => (string)pair.Key, pair => pair.Value) ?? [];

    private static Properties PropertiesOf(ServiceBusMessage message)
    {
        var properties = new Properties();
        Set(message.MessageId, value => properties.MessageId = value);
        Set(message.CorrelationId, value => properties.CorrelationId = value);
        Set(message.ContentType, value => properties.ContentType = value);
        Set(message.Subject, value => properties.Subject = value);
        Set(message.ReplyTo, value => properties.ReplyTo = value);
        Set(message.To, value => properties.To = value);
        return properties;
    }

    // A field that is set, even to null, is sent.
    private static void Set(string? value, Action<string> set)
    {
        if (value is not null)
        {
            set(value);
        }
    }
}

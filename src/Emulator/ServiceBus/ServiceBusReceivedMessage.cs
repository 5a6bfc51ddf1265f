using System.Collections.ObjectModel;
using Amqp;
using Amqp.Framing;
using ToskaMesh.Emulator.ServiceBus;

// The package has no nullable annotations.
#nullable disable annotations

namespace Azure.Messaging.ServiceBus;

/// <summary>A message that was received. It is locked for its receiver until that settles it or ends.</summary>
public class ServiceBusReceivedMessage
{
    private readonly Properties _properties;
    private readonly Header _header;

    internal ServiceBusReceivedMessage(Message message)
    {
        Received = message;
        _properties = message.Properties ?? new Properties();
        _header = message.Header ?? new Header();
        Body = AmqpMessages.BodyOf(message);
        ApplicationProperties = AmqpMessages.ApplicationPropertiesOf(message);
    }

    internal Message Received { get; }

    public IReadOnlyDictionary<string, object> ApplicationProperties { get; } = ReadOnlyDictionary<string, object>.Empty;

    public BinaryData Body { get; }

    public string ContentType => _properties.ContentType;

    public string CorrelationId => _properties.GetCorrelationId()?.ToString();

    /// <summary>Not in the emulator: always null.</summary>
    public string DeadLetterReason { get; }

    /// <summary>Not in the emulator: always null.</summary>
    public string DeadLetterErrorDescription { get; }

    /// <summary>1 at the first delivery, where the broker counts.</summary>
    public int DeliveryCount => (int)_header.DeliveryCount + 1;

    /// <summary>The default where the broker does not tell.</summary>
    public DateTimeOffset EnqueuedTime =>
        Received.MessageAnnotations?[AmqpMessages.EnqueuedTime] is DateTime time ? new DateTimeOffset(time.ToUniversalTime()) : default;

    public string LockToken { get; } = Guid.NewGuid().ToString();

    public string MessageId => _properties.GetMessageId()?.ToString();

    public string PartitionKey => Received.MessageAnnotations?[AmqpMessages.PartitionKey] as string;

    public string ReplyTo => _properties.ReplyTo;

    /// <summary>0 where the broker does not tell.</summary>
    public long SequenceNumber => Received.MessageAnnotations?[AmqpMessages.SequenceNumber] is long number ? number : 0;

    public string SessionId => _properties.GroupId;

    public string Subject => _properties.Subject;

    public TimeSpan TimeToLive => _header.HasField(3) ? TimeSpan.FromMilliseconds(_header.Ttl) : TimeSpan.MaxValue;
}

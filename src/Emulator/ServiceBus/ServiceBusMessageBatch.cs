using ToskaMesh.Emulator.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages to send together, as many as fit.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly List<ServiceBusMessage> _messages = [];

    internal ServiceBusMessageBatch()
    {
    }

    internal IReadOnlyList<ServiceBusMessage> Messages => _messages;

    public int Count => _messages.Count;

    /// <summary>The limit of the standard tier: what fits here is to fit there.</summary>
    public long MaxSizeInBytes { get; } = 256 * 1024;

    public long SizeInBytes { get; private set; }

    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var size = AmqpMessages.SizeOf(message);
        if (SizeInBytes + size > MaxSizeInBytes)
        {
            return false;
        }

        SizeInBytes += size;
        _messages.Add(message);
        return true;
    }

    public void Dispose() => _messages.Clear();
}

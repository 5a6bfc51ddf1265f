namespace Azure.Messaging.ServiceBus;

/// <summary>Whether a message leaves the queue when it is settled, or when it is received.</summary>
public enum ServiceBusReceiveMode
{
    PeekLock = 0,
    ReceiveAndDelete = 1,
}

namespace Azure.Messaging.ServiceBus;

/// <summary>The broker refused something, or cannot be reached.</summary>
public class ServiceBusException : Exception
{
    internal ServiceBusException(string message, ServiceBusFailureReason reason, bool isTransient, Exception? inner)
        : base($"{message} ({reason})", inner)
    {
        Reason = reason;
        IsTransient = isTransient;
    }

    /// <summary>Whether the same may succeed later.</summary>
    public bool IsTransient { get; }

    public ServiceBusFailureReason Reason { get; }
}

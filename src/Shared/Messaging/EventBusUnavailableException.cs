namespace ToskaMesh.Shared.Messaging;

/// <summary>The bus cannot be reached. No event is to blame, so none comes closer to being parked.</summary>
public sealed class EventBusUnavailableException : Exception
{
    public EventBusUnavailableException()
        : this("The event bus cannot be reached.")
    {
    }

    public EventBusUnavailableException(string message)
        : base(message)
    {
    }

    public EventBusUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

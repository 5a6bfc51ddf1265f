namespace ToskaMesh.Shared.Messaging;

/// <summary>What a consumer of events writes to cannot be reached. No event is to blame: it comes again when the target is back.</summary>
public sealed class TargetUnavailableException : Exception
{
    public TargetUnavailableException()
        : this("What this consumer writes to cannot be reached.")
    {
    }

    public TargetUnavailableException(string message)
        : base(message)
    {
    }

    public TargetUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace ToskaMesh.Shared.Limits;

/// <summary>The shared counters cannot be reached; nothing was counted.</summary>
public sealed class LimitsUnavailableException : Exception
{
    public LimitsUnavailableException()
        : this("The shared counters cannot be reached.")
    {
    }

    public LimitsUnavailableException(string message)
        : base(message)
    {
    }

    public LimitsUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

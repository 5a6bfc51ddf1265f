namespace ToskaMesh.Functions.Profile;

/// <summary>The application runs but was not given what it needs to serve; the message says what to do.</summary>
public sealed class NotReadyException : Exception
{
    public NotReadyException()
        : this("The control plane is not ready.")
    {
    }

    public NotReadyException(string message)
        : base(message)
    {
    }

    public NotReadyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace ToskaMesh.Shared.Configuration.Secrets;

/// <summary>Secrets cannot be read now; the message says why and holds none of them. The caller may try again.</summary>
public sealed class SecretsUnavailableException : Exception
{
    public SecretsUnavailableException()
        : this("Secrets cannot be read.")
    {
    }

    public SecretsUnavailableException(string message)
        : base(message)
    {
    }

    public SecretsUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

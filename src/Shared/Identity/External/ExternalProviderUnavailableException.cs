namespace ToskaMesh.Shared.Identity.External;

/// <summary>A provider does not say which keys it has: nobody can sign in by it now.</summary>
public sealed class ExternalProviderUnavailableException : Exception
{
    public ExternalProviderUnavailableException()
        : this("The provider cannot be reached.")
    {
    }

    public ExternalProviderUnavailableException(string message)
        : base(message)
    {
    }

    public ExternalProviderUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

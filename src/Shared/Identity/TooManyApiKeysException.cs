namespace ToskaMesh.Shared.Identity;

/// <summary>The mesh has as many API keys as it publishes to its gateways.</summary>
public sealed class TooManyApiKeysException : Exception
{
    public TooManyApiKeysException()
        : this($"There are {StoredApiKey.MaxCount} API keys already. Let some expire before another is made.")
    {
    }

    public TooManyApiKeysException(string message)
        : base(message)
    {
    }

    public TooManyApiKeysException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

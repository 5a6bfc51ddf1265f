namespace ToskaMesh.Shared.Registry;

/// <summary>The mesh store cannot be reached or is not ready. Nothing was written; the caller may try again.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
        : this("The mesh store cannot be reached.")
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

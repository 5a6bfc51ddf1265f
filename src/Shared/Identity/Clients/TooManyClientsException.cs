namespace ToskaMesh.Shared.Identity.Clients;

/// <summary>The mesh has as many clients as it keeps.</summary>
public sealed class TooManyClientsException : Exception
{
    public TooManyClientsException()
        : this($"There are {StoredClient.MaxCount} clients already. Delete one before another is made.")
    {
    }

    public TooManyClientsException(string message)
        : base(message)
    {
    }

    public TooManyClientsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

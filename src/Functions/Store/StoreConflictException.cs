namespace ToskaMesh.Functions.Store;

/// <summary>What a batch read is not true any more, because another process committed meanwhile; it is run again.</summary>
public sealed class StoreConflictException : Exception
{
    public StoreConflictException()
        : this("Another process changed the same rows.")
    {
    }

    public StoreConflictException(string message)
        : base(message)
    {
    }

    public StoreConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

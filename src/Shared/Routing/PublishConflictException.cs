namespace ToskaMesh.Shared.Routing;

/// <summary>Others wrote a document faster than this publisher could, many times over. Theirs stands; the next tick tries again.</summary>
public sealed class PublishConflictException : Exception
{
    public PublishConflictException()
        : this("a document")
    {
    }

    public PublishConflictException(string name)
        : base($"Gave up to publish {name}: other publishers wrote it each time in between.")
    {
    }

    public PublishConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

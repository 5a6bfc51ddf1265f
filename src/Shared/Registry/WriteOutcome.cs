namespace ToskaMesh.Shared.Registry;

public enum WriteOutcome
{
    Done,

    /// <summary>No such instance: the client must register again.</summary>
    NotFound,

    Forbidden,

    /// <summary>The instance is imported: only its source changes it.</summary>
    Imported,
}

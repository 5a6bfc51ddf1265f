namespace ToskaMesh.Shared.Identity;

/// <summary>What became of the wish to delete an API key.</summary>
public enum ApiKeyDeletion
{
    Done = 0,

    Unknown,

    /// <summary>Nobody could administer the mesh any more: the key stays.</summary>
    LastAdmin,

    /// <summary>An app said meanwhile that its settings have it: the key stays.</summary>
    Confirmed,
}

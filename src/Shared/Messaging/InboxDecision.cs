namespace ToskaMesh.Shared.Messaging;

public enum InboxDecision
{
    Apply = 0,

    /// <summary>It was handled before.</summary>
    Duplicate = 1,

    /// <summary>Something as new of its subject was applied before.</summary>
    Stale = 2,
}

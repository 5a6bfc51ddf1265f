namespace ToskaMesh.Shared.Messaging;

public enum ReplayOutcome
{
    /// <summary>It is in the outbox, for its consumer only.</summary>
    Replayed = 0,

    NotFound = 1,

    /// <summary>It can only be discarded.</summary>
    NotAnEvent = 2,
}

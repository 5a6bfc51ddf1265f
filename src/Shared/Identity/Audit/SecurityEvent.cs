namespace ToskaMesh.Shared.Identity.Audit;

/// <summary>Something that happened to an identity: a record of the audit, and an event on the bus. It never holds a secret, a password or a token.</summary>
public sealed record SecurityEvent
{
    /// <summary>A UUID, version 7: its order is the order of the audit.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="SecurityActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>False for what was tried and refused.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>Who did it; null when nobody known did.</summary>
    public string? Actor { get; init; }

    /// <summary>Whom or what it was done to: the id of a user, a session, a key or a client. At most 128 characters.</summary>
    public required string Target { get; init; }

    /// <summary>The client's network as a trusted proxy told it; null when none did. A caller cannot choose it.</summary>
    public string? ClientNetwork { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>Why, or what changed, in a few words and without secrets. At most 512 characters.</summary>
    public string? Detail { get; init; }
}

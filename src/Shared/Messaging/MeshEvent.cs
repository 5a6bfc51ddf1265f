namespace ToskaMesh.Shared.Messaging;

/// <summary>
/// A fact about the mesh, as it lies in the outbox and travels on the bus: a CloudEvent 1.0. Its id is the key by
/// which consumers absorb duplicates.
/// </summary>
public sealed record MeshEvent
{
    /// <summary>A UUID, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>What it is about, an instance id: events with the same subject are sent in order.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The revision of the subject after the change; a consumer drops what is older than it has.</summary>
    public required long Revision { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Data { get; init; }
}

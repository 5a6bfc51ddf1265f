namespace ToskaMesh.Shared.Messaging;

/// <summary>An event on its way to the bus.</summary>
/// <param name="Sequence">Its place in the outbox, and its name there: one event can be in it more than once.</param>
/// <param name="Consumer">The one consumer that is to have it again; null for all.</param>
public sealed record OutboxEntry(long Sequence, MeshEvent Event, string? Consumer = null);

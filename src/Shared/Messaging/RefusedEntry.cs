namespace ToskaMesh.Shared.Messaging;

/// <param name="Error">Why this event, and not the bus, is to blame.</param>
public sealed record RefusedEntry(OutboxEntry Entry, Exception Error);

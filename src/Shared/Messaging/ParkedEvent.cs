namespace ToskaMesh.Shared.Messaging;

/// <summary>An event that the bus refused too often. It, and what is behind it of its subject, waits for a person.</summary>
public sealed record ParkedEvent(OutboxEntry Entry, int Attempts, DateTimeOffset ParkedAt, string? LastError);

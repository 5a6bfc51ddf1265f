namespace ToskaMesh.Shared.Messaging;

/// <param name="Waiting">Events that are still to be sent, parked ones among them.</param>
/// <param name="Oldest">When the oldest of those that are not parked was told; null when none waits.</param>
/// <param name="Parked">Events that failed too often and wait for a person.</param>
public sealed record OutboxState(int Waiting, DateTimeOffset? Oldest, int Parked);

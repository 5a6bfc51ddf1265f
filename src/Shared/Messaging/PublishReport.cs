namespace ToskaMesh.Shared.Messaging;

/// <summary>What became of a batch. What is in neither list was not sent, or nobody knows whether: it goes out again.</summary>
/// <param name="Taken">The bus is responsible for these now.</param>
/// <param name="Unavailable">Set when the bus went away, which says nothing about any event.</param>
public sealed record PublishReport(
    IReadOnlyList<OutboxEntry> Taken, IReadOnlyList<RefusedEntry> Refused, EventBusUnavailableException? Unavailable);

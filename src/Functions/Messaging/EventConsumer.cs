using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Who gets which events.</summary>
/// <param name="Name">Of its queue, its rows in the inbox, and its dead letters.</param>
/// <param name="Types">Of <see cref="EventTypes"/>.</param>
internal sealed record EventConsumer(string Name, EventInterest Interest, IReadOnlyList<string> Types)
{
    public bool Takes(OutboxEntry entry) => (entry.Consumer is null || entry.Consumer == Name) && Types.Contains(entry.Event.Type);
}

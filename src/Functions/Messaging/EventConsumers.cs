using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>
/// All consumers of events. Another one is a line here, an <see cref="IMeshEventHandler"/>, and a class with its two
/// functions; <c>migrate</c> makes its queues. A name is for ever: it is that of a queue on brokers that are in use.
/// </summary>
internal static class EventConsumers
{
    public const string ServiceHistory = "toskamesh.service-history";

    public const string ConsulExport = "toskamesh.consul-export";

    /// <summary>What follows a consumer's name in that of its dead-letter queue.</summary>
    public const string Dead = ".dead";

    public static IReadOnlyList<EventConsumer> All { get; } =
    [
        new(ServiceHistory, EventInterest.EachEvent, EventTypes.OfInstances),
        new(ConsulExport, EventInterest.LatestState, EventTypes.OfInstances),
    ];

    public static EventConsumer Of(string name) => All.Single(consumer => consumer.Name == name);
}

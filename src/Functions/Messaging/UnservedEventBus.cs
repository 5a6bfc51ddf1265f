using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Stands for a bus that this build has no adapter for: events wait in the outbox, and nothing is pretended.</summary>
internal sealed class UnservedEventBus : IEventBus
{
    public Task<PublishReport> PublishAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken) =>
        OrderedPublish.RunAsync(
            entries, (_, _) => throw new EventBusUnavailableException("This build has no adapter for the bus of Mesh:Bus."), cancellationToken);
}

using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>
/// What one consumer does with an event. Events come at least once and in any order: <see cref="EventInbox"/> makes
/// that once, in the transaction of the effect.
/// </summary>
internal interface IMeshEventHandler
{
    /// <summary>One of <see cref="EventConsumers"/>.</summary>
    string Consumer { get; }

    /// <exception cref="TargetUnavailableException">
    /// What it writes to is away: the event waits. So it does for a store that is away; after any other exception it
    /// comes a few times more and then is a dead letter.
    /// </exception>
    Task HandleAsync(MeshEvent @event, CancellationToken cancellationToken);
}

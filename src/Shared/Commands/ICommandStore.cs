using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Commands;

/// <summary>
/// Commands and what became of them. Every write is durable, with its event in the outbox, when the task completes.
/// Adapters decide nothing: <see cref="CommandRules"/> do. Those that cannot reach their store throw
/// <see cref="StoreUnavailableException"/>.
/// </summary>
public interface ICommandStore
{
    /// <summary>Keeps a command and tells of it.</summary>
    /// <returns>False, and nothing is kept, when the service has too many that are not answered.</returns>
    Task<bool> TryAddAsync(MeshCommand command, CancellationToken cancellationToken);

    /// <summary>As it is by now; null when there is none, or was too long ago.</summary>
    Task<MeshCommand?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Hands over what waits for this instance, the oldest first, and leases it to it.</summary>
    Task<IReadOnlyList<CommandDelivery>> TakeAsync(ServiceName service, InstanceId instance, int limit, CancellationToken cancellationToken);

    /// <summary>The answer of an instance of that service.</summary>
    Task<ReplyOutcome> ReplyAsync(Guid id, ServiceName service, CommandReply reply, CancellationToken cancellationToken);

    /// <summary>Commits what time did, tells of it, and forgets what is old. Bounded.</summary>
    Task<CommandSweep> SweepAsync(CancellationToken cancellationToken);
}

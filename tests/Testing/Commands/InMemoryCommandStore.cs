using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Testing.Commands;

/// <summary>Commands without a database: atomic, and held to the same contract as the real ones.</summary>
public sealed class InMemoryCommandStore : ICommandStore
{
    private readonly InMemoryMeshStore _store;
    private readonly Dictionary<Guid, MeshCommand> _commands = [];
    private long _revision;

    internal InMemoryCommandStore(InMemoryMeshStore store) => _store = store;

    public Task<bool> TryAddAsync(MeshCommand command, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                if (_commands.Values.Count(other => other.Service == command.Service && other.ExpiresAt > _store.Now && IsOpen(other)) >= CommandLimits.OpenPerService)
                {
                    return false;
                }

                _commands.Add(command.Id, command);
                _store.Tell(CommandEvents.Requested(command, ++_revision, _store.Now));
                return true;
            },
            cancellationToken);

    public Task<MeshCommand?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () => _commands.TryGetValue(id, out var command) && command.ExpiresAt + CommandLimits.Retention > _store.Now ? Seen(command) : null,
            cancellationToken);

    public Task<IReadOnlyList<CommandDelivery>> TakeAsync(ServiceName service, InstanceId instance, int limit, CancellationToken cancellationToken) =>
        _store.WithinAsync<IReadOnlyList<CommandDelivery>>(() => Take(service, instance, limit), cancellationToken);

    public Task<ReplyOutcome> ReplyAsync(Guid id, ServiceName service, CommandReply reply, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                var command = _commands.GetValueOrDefault(id);
                if (command?.Service != service
                    || command.Targets.FirstOrDefault(target => target.Addressee is null || target.Addressee == reply.Instance) is not { } target)
                {
                    return ReplyOutcome.NotFound;
                }

                var (outcome, after) = CommandRules.Reply(target, reply, command.ExpiresAt, _store.Now);
                Put(command, after);
                return outcome;
            },
            cancellationToken);

    public Task<CommandSweep> SweepAsync(CancellationToken cancellationToken) => _store.WithinAsync(Sweep, cancellationToken);

    private static bool IsOpen(MeshCommand command) => command.Targets.Any(target => target.IsOpen);

    private List<CommandDelivery> Take(ServiceName service, InstanceId instance, int limit)
    {
        var deliveries = new List<CommandDelivery>();
        foreach (var command in _commands.Values.Where(command => command.Service == service).OrderBy(command => command.CreatedAt).ThenBy(command => command.Id).ToList())
        {
            var taken = command.Targets.Select(target => CommandRules.Take(target, instance, command.ExpiresAt, _store.Now)).FirstOrDefault(target => target is not null);
            if (taken is not null && deliveries.Count < limit)
            {
                Put(command, taken);
                deliveries.Add(new CommandDelivery(command, taken));
            }
        }

        return deliveries;
    }

    private CommandSweep Sweep()
    {
        var late = _commands.Values.Where(command => command.ExpiresAt <= _store.Now && IsOpen(command)).ToList();
        foreach (var command in late)
        {
            _commands[command.Id] = Seen(command);
            _store.Tell(CommandEvents.Expired(Seen(command), ++_revision, _store.Now));
        }

        foreach (var old in _commands.Values.Where(command => command.ExpiresAt + CommandLimits.Retention <= _store.Now).ToList())
        {
            _commands.Remove(old.Id);
        }

        return new CommandSweep(late.Count, false);
    }

    private MeshCommand Seen(MeshCommand command) =>
        command with { Targets = [.. command.Targets.Select(target => CommandRules.At(target, command.ExpiresAt, _store.Now))] };

    private void Put(MeshCommand command, CommandTarget after) =>
        _commands[command.Id] = command with { Targets = [.. command.Targets.Select(target => target.Ordinal == after.Ordinal ? after : target)] };
}

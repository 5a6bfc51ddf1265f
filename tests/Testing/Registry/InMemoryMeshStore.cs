using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Commands;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Observations;

namespace ToskaMesh.Testing.Registry;

/// <summary>The state behind the in-memory ports: what a database would hold, behind one lock.</summary>
public sealed class InMemoryMeshStore
{
    private long _nextRevision = 1;

    private long _heldRevision;

    public InMemoryMeshStore(TimeProvider time)
    {
        Time = time;
        Registry = new InMemoryServiceRegistry(this);
        Outbox = new InMemoryOutbox(this);
        Mark = new InMemoryPublicationMark(this);
        History = new InMemoryServiceHistory(this);
        DeadLetters = new InMemoryDeadLetters(this);
        Commands = new InMemoryCommandStore(this);
        Reports = new InMemoryGatewayReports(this);
        Rollouts = new InMemoryRolloutStore(this);
        Configurations = new InMemoryConfigurationStore(this);
    }

    public InMemoryServiceRegistry Registry { get; }

    public InMemoryOutbox Outbox { get; }

    public InMemoryPublicationMark Mark { get; }

    public InMemoryServiceHistory History { get; }

    public InMemoryDeadLetters DeadLetters { get; }

    public InMemoryCommandStore Commands { get; }

    public InMemoryGatewayReports Reports { get; }

    public InMemoryRolloutStore Rollouts { get; }

    public InMemoryConfigurationStore Configurations { get; }

    /// <summary>True is a store that cannot be reached: every operation throws.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>True is a store with a row that no sweep gets past.</summary>
    public bool IsSweepBroken { get; set; }

    internal TimeProvider Time { get; }

    internal DateTimeOffset Now => Time.GetUtcNow();

    internal SortedDictionary<string, ServiceInstance> Instances { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, DepartedInstance> Departed { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, RegisteredService> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>All that was ever told, in the order of its sequence.</summary>
    internal List<OutboxEntry> Told { get; } = [];

    internal DateTimeOffset? LastTick { get; set; }

    internal DateTimeOffset? GraceUntil { get; set; }

    internal Absence? Away { get; set; }

    internal long Epoch { get; set; }

    internal DateTimeOffset? EpochStartedAt { get; set; }

    internal TableVersion Published { get; set; }

    internal LeaseGrace Grace => new(
        GraceRules.IsActive(LastTick, GraceUntil, Now, GraceRules.DefaultGap), Absence.Next(Away, LastTick, Now, Absence.DefaultGap));

    private Lock Gate { get; } = new();

    /// <summary>A transaction.</summary>
    internal Task<T> WithinAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Gate)
        {
            return IsUnreachable ? throw new StoreUnavailableException() : Task.FromResult(work());
        }
    }

    /// <summary>A transaction of a read, which notes that the control plane is awake where no tick did.</summary>
    internal Task<T> ReadAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        WithinAsync(
            () =>
            {
                if (GraceRules.IsNoteDue(LastTick, Now, Absence.DefaultGap))
                {
                    NoteAwake();
                }

                return work();
            },
            cancellationToken);

    internal void Tell(MeshEvent @event, string? consumer = null) => Told.Add(new OutboxEntry(Told.Count + 1, @event, consumer));

    internal void NoteAwake()
    {
        GraceUntil = GraceRules.Decide(LastTick, GraceUntil, Now, GraceRules.DefaultGap, GraceRules.DefaultLength);
        (Away, LastTick) = (Absence.Next(Away, LastTick, Now, Absence.DefaultGap), Now);
    }

    /// <summary>Numbers come in swapped pairs, since transactions do not commit in the order in which they drew theirs; for one instance they rise.</summary>
    internal long DrawRevision(string id)
    {
        var floor = Math.Max(
            Instances.TryGetValue(id, out var instance) ? instance.Revision : 0,
            Departed.TryGetValue(id, out var departed) ? departed.Instance.Revision : 0);
        if (_heldRevision > floor)
        {
            var held = _heldRevision;
            _heldRevision = 0;
            return held;
        }

        _heldRevision = _nextRevision;
        _nextRevision += 2;
        return _heldRevision + 1;
    }
}

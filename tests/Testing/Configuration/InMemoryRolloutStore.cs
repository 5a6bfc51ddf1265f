using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Testing.Configuration;

public sealed class InMemoryRolloutStore(InMemoryMeshStore store) : IRolloutStore, IRolloutShares
{
    private readonly List<Rollout> _rollouts = [];
    private long _revision;

    /// <summary>Rollouts that are under way because a test says so.</summary>
    public List<RolloutShare> Said { get; } = [];

    public Task<IReadOnlyList<RolloutShare>> ListAsync(CancellationToken cancellationToken) =>
        store.WithinAsync<IReadOnlyList<RolloutShare>>(
            () => [.. Said, .. _rollouts.Where(rollout => !rollout.IsOver).Select(rollout => rollout.Share)], cancellationToken);

    public async Task<IReadOnlyList<GivenVersion>> ListGivenAsync(InstanceId instance, CancellationToken cancellationToken) =>
    [
        .. (await ListAsync(cancellationToken)).Where(share => share.Assigned.Contains(instance))
            .Select(share => new GivenVersion(share.ConfigurationId, share.Version, share.Assignment)),
    ];

    public Task<long> NewestMarkAsync(CancellationToken cancellationToken) =>
        store.WithinAsync(() => _rollouts.Select(rollout => rollout.Mark).DefaultIfEmpty().Max(), cancellationToken);

    public Task<RolloutStartResult> StartAsync(RolloutStart start, CancellationToken cancellationToken) =>
        store.WithinAsync(
            () =>
            {
                var head = store.Configurations.Find(start.Key);
                var version = head is null ? null : store.Configurations.FindVersion(head.Id, start.Order.Version);
                var (result, changes) = RolloutStarts.Decide(start, head, version?.Info, Running(start.Key), store.Now);
                foreach (var change in changes)
                {
                    Store(change, start.By);
                }

                return result;
            },
            cancellationToken);

    public Task<Rollout?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        store.WithinAsync(() => _rollouts.Find(rollout => rollout.Id == id), cancellationToken);

    public Task<Rollout?> FindUnderWayAsync(ConfigurationKey key, CancellationToken cancellationToken) =>
        store.WithinAsync(() => Running(key), cancellationToken);

    public Task<IReadOnlyList<ConfigurationKey>> ListUnderWayAsync(CancellationToken cancellationToken) =>
        store.WithinAsync<IReadOnlyList<ConfigurationKey>>(
            () => [.. _rollouts.Where(rollout => !rollout.IsOver).Select(rollout => rollout.Key).OrderBy(key => key.Position, StringComparer.Ordinal)],
            cancellationToken);

    public Task<Page<Rollout>> ListAsync(Guid configurationId, PageRequest page, CancellationToken cancellationToken) =>
        store.WithinAsync(
            () =>
            {
                Rollout[] rest =
                [
                    .. _rollouts.Where(rollout => rollout.ConfigurationId == configurationId).OrderByDescending(PositionOf, StringComparer.Ordinal)
                        .Where(rollout => page.After is null || string.CompareOrdinal(PositionOf(rollout), page.After) < 0)
                        .Select(rollout => rollout with { Members = [] }).Take(page.Limit + 1),
                ];
                return rest.Length > page.Limit ? new Page<Rollout>(rest[..page.Limit], PositionOf(rest[page.Limit - 1])) : new Page<Rollout>(rest, null);
            },
            cancellationToken);

    public Task<bool> TryApplyAsync(RolloutChange change, ConfigurationAuthor? by, CancellationToken cancellationToken) =>
        store.WithinAsync(
            () =>
            {
                if (_rollouts.Find(rollout => rollout.Id == change.Before.Id) is not { } stored || stored.Revision != change.Before.Revision
                    || (change.After.Mark > change.Before.Mark && _rollouts.Exists(other => other.Mark >= change.After.Mark)))
                {
                    return false;
                }

                Store(change with { After = change.After with { Members = Merge(change, stored) } }, by);
                return true;
            },
            cancellationToken);

    public Task<bool> AcknowledgeAsync(RolloutAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
        store.WithinAsync(
            () =>
            {
                if (Running(acknowledgement.Key) is not { } rollout || rollout.Version != acknowledgement.Version
                    || rollout.Members.FirstOrDefault(member => member.Id == acknowledgement.Instance && member.Service == acknowledgement.Service) is not { } said)
                {
                    return false;
                }

                var heard = said.Acknowledge(acknowledgement.Applied, acknowledgement.Error, store.Now);
                _rollouts[_rollouts.IndexOf(rollout)] = rollout with
                {
                    Members = [.. rollout.Members.Select(member => member == said ? heard : member)],
                    Revision = said.Applied is not false && !acknowledgement.Applied ? rollout.Revision + 1 : rollout.Revision,
                };
                var existing = store.Instances.GetValueOrDefault(acknowledgement.Instance.Value);
                if (WriteRules.Acknowledge(existing, acknowledgement.Service, store.Now) is { } spoke)
                {
                    store.Instances[acknowledgement.Instance.Value] = spoke;
                }

                return true;
            },
            cancellationToken);

    internal Rollout? Running(ConfigurationKey key) => _rollouts.Find(rollout => rollout.Key == key && !rollout.IsOver);

    internal bool IsRolling(ConfigurationHead? head) =>
        head is not null && (Running(head.Key) is not null || Said.Exists(share => share.ConfigurationId == head.Id));

    // What was acknowledged meanwhile stays.
    private static RolloutMember[] Merge(RolloutChange change, Rollout stored)
    {
        var (before, now) = (change.Before.Members.ToDictionary(member => member.Id), stored.Members.ToDictionary(member => member.Id));
        return
        [
            .. change.After.Members.Select(member => before.TryGetValue(member.Id, out var was) && was.Applied == member.Applied
                ? member with { Applied = now[member.Id].Applied, Error = now[member.Id].Error, AcknowledgedAt = now[member.Id].AcknowledgedAt }
                : member),
        ];
    }

    private static string PositionOf(Rollout rollout) => $"{rollout.CreatedAt.UtcTicks:d19} {rollout.Id}";

    private void Store(RolloutChange change, ConfigurationAuthor? by)
    {
        _rollouts.RemoveAll(rollout => rollout.Id == change.After.Id);
        _rollouts.Add(change.After);
        if (change.After.Progress.Phase is RolloutPhase.Completed && !change.Before.IsOver)
        {
            store.Configurations.Activate(change.After, by);
        }

        foreach (var note in change.Notes)
        {
            store.Tell(RolloutEvents.Told(change.After, note, ++_revision));
            if (RolloutEvents.Record(change.After, note, by) is { } record)
            {
                store.Configurations.Record(record);
            }
        }
    }
}

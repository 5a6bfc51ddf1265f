using System.Globalization;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Testing.Configuration;

public sealed class InMemoryConfigurationStore(InMemoryMeshStore store) : IConfigurationStore
{
    private readonly Dictionary<Guid, ConfigurationHead> _heads = [];
    private readonly Dictionary<ConfigurationVersionKey, ConfigurationVersion> _versions = [];
    private readonly List<SecurityEvent> _recorded = [];
    private long _revision;

    /// <summary>What the audit has of it.</summary>
    public IReadOnlyList<SecurityEvent> Recorded => _recorded;

    public Task<Page<ConfigurationHead>> ListAsync(
        EnvironmentName? environment, ConfigurationKind? kind, PageRequest page, CancellationToken cancellationToken) =>
        store.WithinAsync(
            () => Cut(
                page,
                _heads.Values.Where(head => !head.IsDeleted && (environment is null || head.Key.Environment == environment) && (kind is null || head.Kind == kind))
                    .Where(head => page.After is null || string.CompareOrdinal(head.Key.Position, page.After) > 0)
                    .OrderBy(head => head.Key.Position, StringComparer.Ordinal),
                head => head.Key.Position),
            cancellationToken);

    public Task<IReadOnlyList<ConfigurationHead>> ListLayersAsync(EnvironmentName environment, CancellationToken cancellationToken) =>
        store.WithinAsync<IReadOnlyList<ConfigurationHead>>(
            () => [.. _heads.Values.Where(head => !head.IsDeleted && head.Kind is ConfigurationKind.Settings && (head.Key.Environment.IsDefault || head.Key.Environment == environment))],
            cancellationToken);

    public Task<ConfigurationHead?> FindHeadAsync(Guid id, CancellationToken cancellationToken) =>
        store.WithinAsync(() => _heads.GetValueOrDefault(id), cancellationToken);

    public Task<ConfigurationHead?> FindHeadAsync(ConfigurationKey key, CancellationToken cancellationToken) =>
        store.WithinAsync(() => Find(key), cancellationToken);

    public Task<IReadOnlyList<ConfigurationVersion>> FindVersionsAsync(
        IReadOnlyCollection<ConfigurationVersionKey> keys, CancellationToken cancellationToken) =>
        store.WithinAsync<IReadOnlyList<ConfigurationVersion>>(
            () => [.. keys.Select(key => _versions.GetValueOrDefault(key)).OfType<ConfigurationVersion>()], cancellationToken);

    public Task<Page<ConfigurationVersionInfo>> ListVersionsAsync(Guid id, PageRequest page, CancellationToken cancellationToken) =>
        store.WithinAsync(
            () => Cut(
                page,
                _versions.Values.Select(version => version.Info).Where(info => info.ConfigurationId == id)
                    .Where(info => page.After is null || info.Number < long.Parse(page.After, CultureInfo.InvariantCulture))
                    .OrderByDescending(info => info.Number),
                info => info.Number.ToString(CultureInfo.InvariantCulture)),
            cancellationToken);

    public Task<ConfigurationResult> ApplyAsync(ConfigurationChange change, CancellationToken cancellationToken) =>
        store.WithinAsync(() => Apply(change), cancellationToken);

    private ConfigurationResult Apply(ConfigurationChange change)
    {
        var head = change switch
        {
            CreateConfiguration create => Find(create.Key),
            ReplaceConfiguration replace => Find(replace.Key),
            DeleteConfiguration delete => Find(delete.Key),
            RollBackConfiguration back => _heads.GetValueOrDefault(back.Id),
            _ => null,
        };
        var result = ConfigurationRules.Decide(
            change,
            head,
            change is RollBackConfiguration { Version: var number } && head is not null ? _versions.GetValueOrDefault(new(head.Id, number)) : null,
            _heads.Values.Count(other => !other.IsDeleted && other.Id != head?.Id && other.Kind == (change.Kind ?? ConfigurationKind.Settings) && other.Key.Environment == (change as CreateConfiguration)?.Key.Environment),
            isRolling: store.Rollouts.IsRolling(head),
            store.Now);
        if (!result.Changes)
        {
            return result;
        }

        _heads[result.Head!.Id] = result.Head;
        if (result.Version is { } version)
        {
            _versions.Add(new(version.Info.ConfigurationId, version.Info.Number), version);
            if (version.Info.Number - ConfigurationLimits.Versions != result.Head.Active)
            {
                _versions.Remove(new(version.Info.ConfigurationId, version.Info.Number - ConfigurationLimits.Versions));
            }
        }

        var record = ConfigurationEvents.Record(change, result, store.Now);
        store.Tell(ConfigurationEvents.Changed(result, ++_revision, store.Now));
        Record(record);
        return result;
    }

    internal ConfigurationVersion? FindVersion(Guid id, long number) => _versions.GetValueOrDefault(new(id, number));

    internal void Activate(Rollout rollout, ConfigurationAuthor? by)
    {
        var version = _versions[new(rollout.ConfigurationId, rollout.Version)].Info;
        var head = ConfigurationRules.Activate(_heads[rollout.ConfigurationId], version, by?.Subject ?? rollout.Plan.Author, store.Now);
        _heads[head.Id] = head;
        store.Tell(ConfigurationEvents.Changed(new ConfigurationResult(ConfigurationOutcome.Activated, head), ++_revision, store.Now));
    }

    internal void Record(SecurityEvent record)
    {
        store.Tell(SecurityEvents.ToEvent(record, ++_revision));
        _recorded.Add(record);
    }

    internal ConfigurationHead? Find(ConfigurationKey key) => _heads.Values.FirstOrDefault(head => head.Key == key);

    private static Page<T> Cut<T>(PageRequest page, IEnumerable<T> rest, Func<T, string> key)
    {
        T[] items = [.. rest.Take(page.Limit + 1)];
        return items.Length > page.Limit ? new Page<T>(items[..page.Limit], key(items[page.Limit - 1])) : new Page<T>(items, null);
    }
}

using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration;

/// <summary>
/// Configurations and their versions. A change is durable when its task completes, with its event in the outbox and its
/// record in the audit. Adapters decide nothing: <see cref="ConfigurationRules"/> do. Those that cannot reach their store
/// throw <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IConfigurationStore
{
    /// <summary>Those that are not deleted, by environment and name.</summary>
    /// <param name="environment">Null for all.</param>
    /// <param name="kind">Null for all.</param>
    Task<Page<ConfigurationHead>> ListAsync(EnvironmentName? environment, ConfigurationKind? kind, PageRequest page, CancellationToken cancellationToken);

    /// <summary>All that may be layers there: settings of the environment and of <see cref="EnvironmentName.Default"/> that are not deleted.</summary>
    Task<IReadOnlyList<ConfigurationHead>> ListLayersAsync(EnvironmentName environment, CancellationToken cancellationToken);

    /// <summary>Also a deleted one.</summary>
    Task<ConfigurationHead?> FindHeadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Also a deleted one.</summary>
    Task<ConfigurationHead?> FindHeadAsync(ConfigurationKey key, CancellationToken cancellationToken);

    /// <summary>Those that are there, in no order; also of a deleted configuration.</summary>
    Task<IReadOnlyList<ConfigurationVersion>> FindVersionsAsync(IReadOnlyCollection<ConfigurationVersionKey> keys, CancellationToken cancellationToken);

    /// <summary>The newest first; also of a deleted configuration.</summary>
    Task<Page<ConfigurationVersionInfo>> ListVersionsAsync(Guid id, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Of changes that race for one version, one wins.</summary>
    Task<ConfigurationResult> ApplyAsync(ConfigurationChange change, CancellationToken cancellationToken);
}

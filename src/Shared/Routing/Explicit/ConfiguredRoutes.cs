using System.Text;
using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Reads the explicit routes from the configurations that say what they are.</summary>
public sealed partial class ConfiguredRoutes(IConfigurationStore configurations, IRolloutShares shares, ILogger<ConfiguredRoutes> logger) : IExplicitRoutes
{
    /// <summary>Versions that one query asks for.</summary>
    private const int Lot = 64;

    // Versions never change, so each is read and parsed once. What nobody asks for any more goes with the next reading.
    private volatile IReadOnlyDictionary<ConfigurationVersionKey, RouteDefinition?> _read = new Dictionary<ConfigurationVersionKey, RouteDefinition?>();

    /// <inheritdoc/>
    /// <remarks>A change between the reads may show half of it: whoever made it publishes afterwards, and reads all of it.</remarks>
    public async Task<IReadOnlyList<ExplicitRoute>> ReadAsync(CancellationToken cancellationToken)
    {
        var rollouts = (await shares.ListAsync(cancellationToken))
            .Where(share => share.Kind is ConfigurationKind.Route).ToDictionary(share => share.ConfigurationId);
        var heads = await ListAsync(cancellationToken);
        var wanted = heads.Where(head => head.Active > 0).Select(head => new ConfigurationVersionKey(head.Id, head.Active))
            .Concat(rollouts.Values.Select(share => new ConfigurationVersionKey(share.ConfigurationId, share.Version))).Distinct().ToList();
        var definitions = await ReadAsync(wanted, cancellationToken);
        return
        [
            .. heads.Select(head => Compile(head, rollouts.GetValueOrDefault(head.Id), definitions))
                .Where(route => route.Stable is not null || route.Candidate is not null)
                .OrderBy(route => route.Name, StringComparer.Ordinal),
        ];
    }

    private static ExplicitRoute Compile(
        ConfigurationHead head, RolloutShare? share, IReadOnlyDictionary<ConfigurationVersionKey, RouteDefinition?> definitions)
    {
        var stable = definitions.GetValueOrDefault(new ConfigurationVersionKey(head.Id, head.Active));
        var candidate = share is null ? null : definitions.GetValueOrDefault(new ConfigurationVersionKey(head.Id, share.Version));
        return new ExplicitRoute(
            head.Key.Name.Value,
            stable is null ? null : new RouteVersion(head.Active, stable),
            candidate is null ? null : new RouteCandidate(share!.RolloutId, share.Percent, share.Version, candidate) { Mark = share.Mark });
    }

    private async Task<List<ConfigurationHead>> ListAsync(CancellationToken cancellationToken)
    {
        var heads = new List<ConfigurationHead>();
        string? after = null;
        do
        {
            var page = await configurations.ListAsync(
                EnvironmentName.Default, ConfigurationKind.Route, new PageRequest(PageRequest.MaxLimit, after), cancellationToken);
            heads.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return heads;
    }

    private async Task<IReadOnlyDictionary<ConfigurationVersionKey, RouteDefinition?>> ReadAsync(
        IReadOnlyCollection<ConfigurationVersionKey> wanted, CancellationToken cancellationToken)
    {
        var known = _read;
        var definitions = wanted.Where(known.ContainsKey).ToDictionary(key => key, key => known[key]);
        foreach (var lot in wanted.Where(key => !known.ContainsKey(key)).Chunk(Lot))
        {
            foreach (var version in await configurations.FindVersionsAsync(lot, cancellationToken))
            {
                definitions[new ConfigurationVersionKey(version.Info.ConfigurationId, version.Info.Number)] = Parse(version);
            }
        }

        _read = definitions;
        return definitions;
    }

    // It was valid when it was written. A later build that does not take it any more keeps the other routes going.
    private RouteDefinition? Parse(ConfigurationVersion version)
    {
        var parsed = RouteDefinitionParser.Parse(Encoding.UTF8.GetBytes(version.Document.Json));
        if (!parsed.Succeeded)
        {
            Log.Unreadable(logger, version.Info.Key.Name, version.Info.Number, parsed.Errors[0].Pointer, parsed.Errors[0].Detail);
        }

        return parsed.Value;
    }
}

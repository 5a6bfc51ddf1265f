using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing;

/// <summary>Reads which settings hold, and what rollouts that are under way make of them.</summary>
public sealed class RoutedConfigurations(IConfigurationStore configurations, IRolloutShares shares) : IRoutedConfigurations
{
    /// <inheritdoc/>
    /// <remarks>
    /// A change between the two reads may show half of it: whoever made it publishes afterwards, and reads all of it.
    /// </remarks>
    public async Task<IReadOnlyList<RoutedConfiguration>> ReadAsync(CancellationToken cancellationToken)
    {
        var rollouts = (await shares.ListAsync(cancellationToken))
            .Where(share => share.Kind is ConfigurationKind.Settings)
            .ToDictionary(share => share.ConfigurationId);
        var routed = new List<RoutedConfiguration>();
        string? after = null;
        do
        {
            var page = await configurations.ListAsync(
                null, ConfigurationKind.Settings, new PageRequest(PageRequest.MaxLimit, after), cancellationToken);
            routed.AddRange(page.Items.Where(head => head.Active > 0 || rollouts.ContainsKey(head.Id)).Select(head => Of(head, rollouts.GetValueOrDefault(head.Id))));
            after = page.Next;
        }
        while (after is not null);
        return routed;
    }

    // In order throughout: what means the same must be the same bytes, or each publication would be a new table.
    private static RoutedConfiguration Of(ConfigurationHead head, RolloutShare? share) => new()
    {
        Name = head.Key.Name.Value,
        Environment = head.Key.Environment.Value,
        Version = head.Active,
        Hash = head.ActiveHash,
        Services = [.. head.ActiveSelector.Services.Select(service => service.Value).Order(StringComparer.Ordinal)],
        Labels = head.ActiveSelector.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).ToDictionary(label => label.Key, label => label.Value),
        Rollout = share is null ? null : Of(share),
    };

    private static RoutedRollout Of(RolloutShare share)
    {
        InstanceId[] assigned = [.. share.Assigned.OrderBy(id => id.Value, StringComparer.Ordinal)];
        var marks = assigned.Select((id, place) => (Mark: share.Marks.GetValueOrDefault(id), Place: place)).Where(one => one.Mark > 0)
            .GroupBy(one => one.Mark, one => one.Place).OrderBy(group => group.Key).Select(group => new RoutedMark(group.Key, [.. group])).ToArray();
        return new RoutedRollout
        {
            Version = share.Version,
            Hash = share.Hash,
            Assignment = share.Assignment,
            Instances = [.. assigned.Select(id => id.Value)],
            Marks = marks.Length == 0 ? null : marks,
        };
    }
}

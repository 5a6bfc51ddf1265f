using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Layers;

/// <summary>Which configurations an instance gets, and which of them holds where they differ.</summary>
public static class LayerRules
{
    public static ConfigurationLayer LayerOf(ConfigurationKey key, ConfigurationSelector selector) =>
        selector.Labels.Count > 0 ? ConfigurationLayer.Instance
        : selector.Services.Count > 0 ? ConfigurationLayer.Service
        : key.Environment.IsDefault ? ConfigurationLayer.Default
        : ConfigurationLayer.Environment;

    /// <summary>
    /// Those that select it, the lowest first: by layer; within one those of <see cref="EnvironmentName.Default"/>, then
    /// those with fewer labels, then those for any service; and where all that is the same, by name.
    /// </summary>
    /// <param name="heads">Settings, each with the version that the instance would get and whom that is for.</param>
    public static IReadOnlyList<ConfigurationHead> Select(
        IEnumerable<ConfigurationHead> heads, EnvironmentName environment, ServiceName service, IReadOnlyDictionary<string, string> labels) =>
    [
        .. heads.Where(head => (head.Key.Environment.IsDefault || head.Key.Environment == environment) && !head.IsDeleted && head.Selector.Selects(service, labels))
            .OrderBy(head => LayerOf(head.Key, head.Selector))
            .ThenBy(head => !head.Key.Environment.IsDefault)
            .ThenBy(head => head.Selector.Labels.Count)
            .ThenBy(head => head.Selector.Services.Count > 0)
            .ThenBy(head => head.Key.Name.Value, StringComparer.Ordinal),
    ];

    /// <summary>What selectors may ask of an instance: its metadata, and its own <c>serviceId</c>, <c>version</c> and <c>zone</c>, which metadata of these names do not hide.</summary>
    public static IReadOnlyDictionary<string, string> LabelsOf(ServiceInstance instance)
    {
        var labels = new Dictionary<string, string>(instance.Metadata, StringComparer.Ordinal) { ["serviceId"] = instance.ServiceId.Value };
        Set(labels, "version", instance.Version);
        Set(labels, "zone", instance.Zone);
        return labels;
    }

    private static void Set(Dictionary<string, string> labels, string name, string? value)
    {
        labels.Remove(name);
        if (value is not null)
        {
            labels[name] = value;
        }
    }
}

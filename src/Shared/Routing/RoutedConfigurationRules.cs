using System.Globalization;
using System.Text;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing;

/// <summary>What must hold for configurations in a table, and what they say of one instance.</summary>
public static class RoutedConfigurationRules
{
    /// <summary>The label that every instance has by itself, and that a gateway can compare.</summary>
    private const string IdLabel = "serviceId";

    /// <summary>Each fault with its JSON pointer.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<RoutedConfiguration> configurations)
    {
        var keys = new HashSet<(string, string)>();
        for (var i = 0; i < configurations.Count; i++)
        {
            var pointer = $"/configurations/{i}";
            if (configurations[i] is not { } one)
            {
                yield return $"{pointer}: is null.";
                continue;
            }

            if (!ConfigurationName.TryParse(one.Name, out _) || !EnvironmentName.TryParse(one.Environment, out _))
            {
                yield return $"{pointer}: '{one.Name}' in '{one.Environment}' cannot be a configuration's name and environment.";
            }
            else if (!keys.Add((one.Environment, one.Name)))
            {
                yield return $"{pointer}: '{one.Name}' in '{one.Environment}' stands twice.";
            }

            if (one.Version < 0 || (one.Version == 0 && one.Rollout is null))
            {
                yield return $"{pointer}/version: must be above 0, or 0 during a rollout.";
            }

            if (one.Services.Any(service => !ServiceName.TryParse(service, out _)))
            {
                yield return $"{pointer}/services: each {ServiceName.Rule}.";
            }

            if (one.Labels.Any(label => label.Value is null))
            {
                yield return $"{pointer}/labels: one is null.";
            }

            if (one.Rollout is { } rollout && (rollout.Version <= 0 || rollout.Instances.Any(id => !InstanceId.TryParse(id, out _))))
            {
                yield return $"{pointer}/rollout: needs a version above 0, and ids of instances.";
            }

            if (one.Rollout is { Marks: { } marks } marked && marks.Any(mark => mark is null || mark.Mark <= 0 || mark.Of.Any(place => place < 0 || place >= marked.Instances.Count)))
            {
                yield return $"{pointer}/rollout/marks: each needs a mark above 0, and places in instances.";
            }
        }
    }

    /// <summary>
    /// What a service, or an instance of it, may get there: two tables that say the same of it give it the same, as long
    /// as neither its secrets nor its own labels change, which no table has. What asks for labels counts for every
    /// instance that might have them, and what a rollout gives to an instance always counts for that one.
    /// </summary>
    /// <param name="instance">Null is the service as such, which no rollout reaches.</param>
    public static string Implied(IReadOnlyList<RoutedConfiguration> configurations, EnvironmentName environment, ServiceName service, InstanceId? instance)
    {
        var said = new StringBuilder();
        foreach (var one in configurations)
        {
            var isThere = one.Environment == environment.Value || one.Environment == EnvironmentName.Default.Value;
            var isAssigned = instance is not null && one.Rollout?.Instances.Contains(instance.Value) is true;
            if (isThere && (isAssigned || MaySelect(one, service, instance)))
            {
                var (version, hash, assignment) = isAssigned ? (one.Rollout!.Version, one.Rollout.Hash, one.Rollout.Assignment) : (one.Version, one.Hash, null);
                said.Append(CultureInfo.InvariantCulture, $"{one.Environment}/{one.Name} {version} {hash} {assignment}\n");
            }
        }

        return said.ToString();
    }

    private static bool MaySelect(RoutedConfiguration one, ServiceName service, InstanceId? instance) =>
        one.Version > 0
        && (one.Services.Count == 0 || one.Services.Contains(service.Value, StringComparer.OrdinalIgnoreCase))
        && (one.Labels.Count == 0 || instance is not null)
        && (!one.Labels.TryGetValue(IdLabel, out var id) || id == instance?.Value);

    /// <summary>Whether they give the same to everybody; marks give nothing. Both are in order.</summary>
    public static bool AreSame(IReadOnlyList<RoutedConfiguration> a, IReadOnlyList<RoutedConfiguration> b) =>
        ReferenceEquals(a, b) || (a.Count == b.Count && a.Zip(b).All(pair => AreSame(pair.First, pair.Second)));

    private static bool AreSame(RoutedConfiguration a, RoutedConfiguration b) =>
        a with { Services = b.Services, Labels = b.Labels, Rollout = b.Rollout } == b
        && a.Services.SequenceEqual(b.Services)
        && a.Labels.Count == b.Labels.Count
        && a.Labels.All(label => b.Labels.TryGetValue(label.Key, out var value) && value == label.Value)
        && AreSame(a.Rollout, b.Rollout);

    private static bool AreSame(RoutedRollout? a, RoutedRollout? b) =>
        a is null || b is null ? a == b : a with { Instances = b.Instances, Marks = b.Marks } == b && a.Instances.SequenceEqual(b.Instances);
}

using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>Whose rollout an orchestration runs: the configuration's, whichever it is, so that one that is superseded needs no other.</summary>
public sealed record RolloutTarget(string Name, string Environment)
{
    /// <summary>Of the orchestration.</summary>
    public string InstanceId => $"rollout:{Name}:{Environment}";

    internal static RolloutTarget Of(ConfigurationKey key) => new(key.Name.Value, key.Environment.Value);

    internal ConfigurationKey ToKey() => new(ConfigurationName.Parse(Name), EnvironmentName.Parse(Environment));
}

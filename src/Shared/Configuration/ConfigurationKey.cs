namespace ToskaMesh.Shared.Configuration;

/// <summary>What a configuration is known by.</summary>
public sealed record ConfigurationKey(ConfigurationName Name, EnvironmentName Environment)
{
    public override string ToString() => $"{Name}@{Environment}";
}

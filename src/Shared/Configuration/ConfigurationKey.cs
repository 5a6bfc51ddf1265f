namespace ToskaMesh.Shared.Configuration;

/// <summary>What a configuration is known by.</summary>
public sealed record ConfigurationKey(ConfigurationName Name, EnvironmentName Environment)
{
    /// <summary>Lists are in this order.</summary>
    public string Position => $"{Environment}/{Name}";

    public override string ToString() => $"{Name}@{Environment}";
}

namespace ToskaMesh.Shared.Configuration;

/// <summary>Makes one where there is none, or none any more.</summary>
public sealed record CreateConfiguration(ConfigurationKey Key, ConfigurationDraft Draft) : ConfigurationChange;

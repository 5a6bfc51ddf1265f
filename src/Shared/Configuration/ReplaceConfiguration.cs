namespace ToskaMesh.Shared.Configuration;

/// <summary>Gives one that is there a new version.</summary>
public sealed record ReplaceConfiguration(ConfigurationKey Key, ConfigurationDraft Draft) : ConfigurationChange;

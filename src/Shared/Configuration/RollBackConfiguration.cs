namespace ToskaMesh.Shared.Configuration;

/// <summary>Gives one that is there a new version, which holds what an old one did.</summary>
public sealed record RollBackConfiguration(Guid Id, long Version) : ConfigurationChange;

namespace ToskaMesh.Shared.Configuration;

/// <summary>Takes one away from all who get it. Its versions stay.</summary>
public sealed record DeleteConfiguration(ConfigurationKey Key) : ConfigurationChange;

namespace ToskaMesh.Shared.Configuration;

/// <param name="Number">From 1.</param>
public sealed record ConfigurationVersionKey(Guid ConfigurationId, long Number);

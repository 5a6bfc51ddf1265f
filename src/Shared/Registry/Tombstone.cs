namespace ToskaMesh.Shared.Registry;

/// <summary>What is kept of an instance that left, for tracking only. A service is forgotten with its last tombstone.</summary>
public static class Tombstone
{
    public static TimeSpan Retention { get; } = TimeSpan.FromHours(24);
}

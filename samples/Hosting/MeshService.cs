namespace ToskaMesh.Samples.Hosting;

/// <summary>How a service presents itself to the mesh.</summary>
public sealed record MeshService(string Name)
{
    public string? Version { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A path that the gateway probes; null leaves the heartbeat as the only check.</summary>
    public string? HealthPath { get; init; }

    /// <summary>Asks the mesh to let anonymous callers in; the key needs the scope <c>routes:open</c>.</summary>
    public bool Open { get; init; }
}

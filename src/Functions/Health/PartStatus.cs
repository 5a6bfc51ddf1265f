namespace ToskaMesh.Functions.Health;

public enum PartStatus
{
    Healthy = 0,

    /// <summary>Works, but somebody should look.</summary>
    Degraded = 1,

    Unhealthy = 2,
}

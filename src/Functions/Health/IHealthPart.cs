namespace ToskaMesh.Functions.Health;

/// <summary>A part of the control plane that can be looked at.</summary>
internal interface IHealthPart
{
    string Name { get; }

    /// <summary>Whether the process is beyond help without it; all parts count for readiness.</summary>
    bool IsVital { get; }

    /// <summary>Really looks; what it throws counts as unhealthy.</summary>
    Task<PartResult> CheckAsync(CancellationToken cancellationToken);
}

namespace ToskaMesh.Shared.Health;

/// <summary>Who probes the instances that have a check other than ttl.</summary>
public enum HealthProber
{
    /// <summary>The control plane: its results are the status that everybody sees.</summary>
    Functions = 0,

    /// <summary>Each gateway for itself, by the checks in its route table.</summary>
    Gateway = 1,
}

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>Makes the registry say what a cluster says, where that is switched on.</summary>
public interface IKubernetesSync
{
    /// <summary>Never fails for the cluster's sake: what could not be read stays as it is, and the health part says why.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}

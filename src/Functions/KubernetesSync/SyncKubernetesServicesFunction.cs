using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>Lets the annotated Services of a cluster join the mesh by themselves. Off unless <c>Mesh:Kubernetes:Import</c> is set.</summary>
public sealed class SyncKubernetesServicesFunction(IKubernetesSync sync)
{
    [Function("SyncKubernetesServices")]
    public Task Run([TimerTrigger("%Mesh:Kubernetes:Schedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return sync.RunAsync(cancellationToken);
    }
}

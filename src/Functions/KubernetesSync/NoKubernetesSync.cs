namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>The import is off.</summary>
internal sealed class NoKubernetesSync : IKubernetesSync
{
    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

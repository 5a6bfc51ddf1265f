using System.Globalization;
using ToskaMesh.Functions.Health;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>How the import from Kubernetes went last in this process. Never worse than degraded: the mesh works without it.</summary>
internal sealed class KubernetesPart(KubernetesImporter importer, TimeProvider time) : IHealthPart
{
    public string Name => "kubernetes";

    public bool IsVital => false;

    public Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        var state = importer.State;
        var data = state.Figures.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(CultureInfo.InvariantCulture));
        if (state.GoodAt is { } good)
        {
            data["age"] = (time.GetUtcNow() - good).ToString("c", CultureInfo.InvariantCulture);
        }

        return Task.FromResult(state.Reason is null
            ? PartResult.Healthy("Nothing is wrong with the import.") with { Data = data }
            : new PartResult(PartStatus.Degraded, $"The import fails: {state.Reason} {(state.GoodAt is null ? "It never succeeded in this process." : "What it did before stays.")}", data));
    }
}

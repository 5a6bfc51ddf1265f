using System.Globalization;
using ToskaMesh.Functions.Health;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>How the synchronisation with Consul went last in this process. Never worse than degraded: the mesh works without Consul.</summary>
internal sealed class ConsulPart(IEnumerable<ConsulDirection> directions, TimeProvider time) : IHealthPart
{
    public string Name => "consul";

    public bool IsVital => false;

    public Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        var all = directions.ToList();
        var faults = all.Where(direction => direction.State.Reason is not null).Select(Explain).ToList();
        var data = all.SelectMany(Describe).ToDictionary();
        return Task.FromResult(faults.Count == 0
            ? PartResult.Healthy("Nothing is wrong with the synchronisation.") with { Data = data }
            : new PartResult(PartStatus.Degraded, string.Join(' ', faults), data));
    }

    private static string Explain(ConsulDirection direction) =>
        $"The {direction.Name} fails: {direction.State.Reason} {(direction.State.GoodAt is null ? "It never succeeded in this process." : "What it did before stays.")}";

    private IEnumerable<KeyValuePair<string, string>> Describe(ConsulDirection direction)
    {
        var (name, state) = direction;
        if (state.GoodAt is { } good)
        {
            yield return KeyValuePair.Create($"{name}.age", (time.GetUtcNow() - good).ToString("c", CultureInfo.InvariantCulture));
        }

        foreach (var (figure, value) in state.Figures)
        {
            yield return KeyValuePair.Create($"{name}.{figure}", value.ToString(CultureInfo.InvariantCulture));
        }
    }
}

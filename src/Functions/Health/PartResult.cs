namespace ToskaMesh.Functions.Health;

/// <param name="Description">A sentence for people.</param>
/// <param name="Data">Figures, by name.</param>
internal sealed record PartResult(PartStatus Status, string Description, IReadOnlyDictionary<string, string>? Data = null)
{
    public static PartResult Healthy(string description) => new(PartStatus.Healthy, description);

    public static PartResult Unhealthy(string description) => new(PartStatus.Unhealthy, description);
}

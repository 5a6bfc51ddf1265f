namespace ToskaMesh.Functions.Health;

/// <param name="Status">The worst of the checks'.</param>
/// <param name="Duration">The longest of the checks'.</param>
public sealed record HealthAnswer(PartStatus Status, TimeSpan Duration, IReadOnlyList<PartAnswer> Checks)
{
    internal static HealthAnswer Of(IReadOnlyList<PartAnswer> checks) => new(
        checks.Select(check => check.Status).DefaultIfEmpty().Max(),
        checks.Select(check => check.Duration).DefaultIfEmpty().Max(),
        checks);
}

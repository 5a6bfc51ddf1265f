using System.Globalization;

namespace ToskaMesh.Bench;

internal static class Percentiles
{
    /// <summary>The nearest-rank percentile of sorted values.</summary>
    public static double Of(IReadOnlyList<double> sorted, double percent) =>
        sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Count) - 1, 0, sorted.Count - 1)];

    public static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}

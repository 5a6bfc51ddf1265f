using System.Globalization;

namespace ToskaMesh.Bench;

/// <summary>What the targets of probes saw in a window, put together from their reports.</summary>
internal static class ProbeGaps
{
    public static int Print(string secondsText, IReadOnlyList<string> reports)
    {
        var seconds = double.Parse(secondsText, CultureInfo.InvariantCulture);
        var all = reports.SelectMany(File.ReadLines).Select(line => line.Split(' ')).ToLookup(fields => fields[0]);
        Print("well", [.. all["well"]], seconds);
        if (all["black"].Any())
        {
            Print("black holes", [.. all["black"]], seconds);
        }

        return 0;
    }

    private static void Print(string name, IReadOnlyList<string[]> targets, double seconds)
    {
        var connections = targets.Sum(fields => Number(fields[1]));
        var gaps = targets.SelectMany(fields => fields[2..^1]).Select(Number).Order().ToList();

        // The gap that is still open is shorter than it will be, but nobody's probes stay away unseen.
        var worst = targets.Max(fields => fields[2..].Max(Number));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name}: {targets.Count} instances, {gaps.Count / seconds:0.0} probes/s, {connections / targets.Count:0.00} new connections each; gaps p50 {Of(gaps, 50)} s, p99 {Of(gaps, 99)} s, max {worst / 1000:0.00} s"));
    }

    private static string Of(List<double> gaps, double percent) =>
        gaps.Count == 0 ? "-" : (Percentiles.Of(gaps, percent) / 1000).ToString("0.00", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

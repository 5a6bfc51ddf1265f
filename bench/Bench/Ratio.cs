using System.Globalization;

namespace ToskaMesh.Bench;

/// <summary>The ratio of interleaved pairs: each pair shares the machine's mood of the moment, so only ratios within a pair are compared.</summary>
internal static class Ratio
{
    // Student's t, two-sided 95 %, by degrees of freedom from 1 to 30; beyond that the normal's is near enough.
    private static readonly double[] T =
    [
        12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    public static int Print(string file)
    {
        var logs = File.ReadLines(file)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length == 2)
            .Select(fields => Math.Log(Number(fields[0]) / Number(fields[1])))
            .ToList();
        if (logs.Count < 2)
        {
            Console.Error.WriteLine($"{file} needs at least two lines of two numbers.");
            return 2;
        }

        var mean = logs.Average();
        var deviation = Math.Sqrt(logs.Sum(value => (value - mean) * (value - mean)) / (logs.Count - 1));
        var margin = (logs.Count - 2 < T.Length ? T[logs.Count - 2] : 1.96) * deviation / Math.Sqrt(logs.Count);
        Console.WriteLine($"ratio {Text(mean)} (95 % interval {Text(mean - margin)} to {Text(mean + margin)}, {logs.Count} pairs)");
        return 0;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double log) => Percentiles.Text(Math.Exp(log));
}

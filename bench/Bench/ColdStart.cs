using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace ToskaMesh.Bench;

/// <summary>
/// From the start of a process to the first answer that is worth something, again and again, and what it holds in memory
/// when it then has nothing to do. The environment is the script's.
/// </summary>
internal static class ColdStart
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <param name="name">Of what is started, for people.</param>
    /// <param name="url">Answers 200 as soon as the process is of use.</param>
    /// <param name="targetText">Milliseconds.</param>
    /// <param name="runsText">At least 3. One more goes before, which makes files and fills the disk's cache.</param>
    /// <param name="command">The process and its arguments.</param>
    public static async Task<int> RunAsync(string name, Uri url, string targetText, string runsText, string[] command)
    {
        var (target, runs) = (Number(targetText), int.Parse(runsText, CultureInfo.InvariantCulture));
        var (times, resident, proportional) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var (time, rss, pss) = await MeasureAsync(url, command);
            if (run > 0)
            {
                times.Add(time);
                resident.Add(rss);
                proportional.Add(pss);
            }
        }

        var median = Print($"{name}, start to first answer", "ms", times, $" (target < {targetText} ms)");
        Print($"{name}, resident memory when idle (RSS)", "MiB", resident);
        Print($"{name}, its share of it (PSS)", "MiB", proportional);
        return median < target ? 0 : 1;
    }

    private static async Task<(double Milliseconds, double Rss, double Pss)> MeasureAsync(Uri url, string[] command)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        if (Environment.GetEnvironmentVariable("Mesh__Bootstrap__ApiKey") is { } key)
        {
            http.DefaultRequestHeaders.Add("X-API-Key", key);
        }

        var begin = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var elapsed = await UntilAnsweredAsync(http, url, process, begin);
            using var idle = new PeriodicTimer(Idle);
            await idle.WaitForNextTickAsync();
            var memory = await File.ReadAllLinesAsync($"/proc/{process.Id}/smaps_rollup");
            return (elapsed.TotalMilliseconds, Mebibytes(memory, "Rss:"), Mebibytes(memory, "Pss:"));
        }
        finally
        {
            // As a crash: a start after one has no less to do.
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<TimeSpan> UntilAnsweredAsync(HttpClient http, Uri url, Process process, long begin)
    {
        using var timer = new PeriodicTimer(Between);
        while (!await IsAnsweredAsync(http, url))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(begin) > Deadline)
            {
                throw new InvalidOperationException($"'{process.StartInfo.FileName}' ended, or never answered {url}.");
            }

            await timer.WaitForNextTickAsync();
        }

        return TimeProvider.System.GetElapsedTime(begin);
    }

    private static async Task<bool> IsAnsweredAsync(HttpClient http, Uri url)
    {
        try
        {
            using var response = await http.GetAsync(url);
            return response.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static double Print(string what, string unit, List<double> values, string after = "")
    {
        values.Sort();
        var (low, high) = MedianInterval(values);
        var median = Percentiles.Of(values, 50);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {median:0} {unit}, 95 % interval {low:0} to {high:0}, best {values[0]:0}, worst {values[^1]:0}, {values.Count} runs{after}"));
        return median;
    }

    // By order statistics: nothing is assumed of how starts are distributed on a shared machine.
    private static (double Low, double High) MedianInterval(List<double> sorted)
    {
        var rank = Math.Max(0, (int)Math.Floor((sorted.Count / 2.0) - (0.98 * Math.Sqrt(sorted.Count))) - 1);
        return (sorted[rank], sorted[sorted.Count - 1 - rank]);
    }

    private static double Mebibytes(string[] lines, string field) =>
        Number(lines.First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

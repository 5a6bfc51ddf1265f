using System.Globalization;
using System.Threading.Channels;

namespace ToskaMesh.Bench;

/// <summary>
/// An open load: requests leave by the clock, whatever became of those before, so that a stall of the server shows in
/// all the requests that it delayed (no coordinated omission). The clock ticks in milliseconds: what is due leaves
/// together, and its latency counts from there, also while it waits for a free connection.
/// </summary>
internal static class FixedRate
{
    private const int Connections = 64;

    public static async Task<int> RunAsync(Uri url, string rateText, string secondsText)
    {
        var rate = double.Parse(rateText, CultureInfo.InvariantCulture);
        var total = (int)(rate * int.Parse(secondsText, CultureInfo.InvariantCulture));
        var due = Channel.CreateUnbounded<(int Index, long Start)>();
        var latencies = new double[total];
        var workers = Enumerable.Range(0, Connections).Select(_ => Task.Run(() => WorkAsync(url, due.Reader, latencies))).ToList();
        await ReleaseAsync(due.Writer, rate, total);
        var failed = (await Task.WhenAll(workers)).Sum();

        // The first tenth warms both sides up.
        var sorted = latencies.Skip(total / 10).Order().ToList();
        Console.WriteLine($"{Percentiles.Text(Percentiles.Of(sorted, 50))} {Percentiles.Text(Percentiles.Of(sorted, 99))}");
        return failed == 0 ? 0 : Fail(failed, total);
    }

    private static async Task ReleaseAsync(ChannelWriter<(int Index, long Start)> due, double rate, int total)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var released = 0; released < total;)
        {
            await clock.WaitForNextTickAsync();
            var now = TimeProvider.System.GetTimestamp();
            var until = Math.Min(total, (int)(TimeProvider.System.GetElapsedTime(start, now).TotalSeconds * rate));
            while (released < until)
            {
                due.TryWrite((released++, now));
            }
        }

        due.Complete();
    }

    private static async Task<int> WorkAsync(Uri url, ChannelReader<(int Index, long Start)> due, double[] latencies)
    {
        using var connection = await RawConnection.OpenAsync(url);
        var failed = 0;
        await foreach (var (index, start) in due.ReadAllAsync())
        {
            failed += await connection.AskAsync() ? 0 : 1;
            latencies[index] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        }

        return failed;
    }

    private static int Fail(int failed, int total)
    {
        Console.Error.WriteLine($"{failed} of {total} requests failed.");
        return 1;
    }
}

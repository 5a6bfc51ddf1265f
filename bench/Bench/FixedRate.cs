using System.Globalization;

namespace ToskaMesh.Bench;

/// <summary>
/// An open load: every request has a planned start, and its latency counts from there, so that a stall of the server
/// shows in all the requests that it delayed (no coordinated omission).
/// </summary>
internal static class FixedRate
{
    private const int Workers = 64;

    public static async Task<int> RunAsync(Uri url, string rateText, string secondsText)
    {
        var rate = double.Parse(rateText, CultureInfo.InvariantCulture);
        var total = (int)(rate * int.Parse(secondsText, CultureInfo.InvariantCulture));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Workers });
        await http.GetStringAsync(url);

        var latencies = new double[total];
        var next = -1;
        var failed = 0;
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync)));

        // The first tenth warms both sides up.
        var sorted = latencies.Skip(total / 10).Order().ToList();
        Console.WriteLine($"{Percentiles.Text(Percentiles.Of(sorted, 50))} {Percentiles.Text(Percentiles.Of(sorted, 99))}");
        return failed == 0 ? 0 : Fail(failed, total);

        async Task WorkAsync()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < total)
            {
                var planned = TimeSpan.FromSeconds(i / rate);
                await UntilAsync(clock, start, planned);
                using var response = await http.GetAsync(url);
                latencies[i] = (clock.GetElapsedTime(start) - planned).TotalMilliseconds;
                if (!response.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }

    // Timers tick in milliseconds: the rest is yielded away, since a late start would count as latency.
    private static async Task UntilAsync(TimeProvider clock, long start, TimeSpan planned)
    {
        var wait = planned - clock.GetElapsedTime(start);
        if (wait > TimeSpan.FromMilliseconds(2))
        {
            await Task.Delay(wait - TimeSpan.FromMilliseconds(1), clock);
        }

        while (clock.GetElapsedTime(start) < planned)
        {
            await Task.Yield();
        }
    }

    private static int Fail(int failed, int total)
    {
        Console.Error.WriteLine($"{failed} of {total} requests failed.");
        return 1;
    }
}

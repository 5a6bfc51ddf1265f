using System.Globalization;

namespace ToskaMesh.Bench;

/// <summary>
/// An open load: requests leave by the clock, whatever became of those before, so that a stall of the server shows in
/// all the requests that it delayed (no coordinated omission). The clock ticks in milliseconds: what is due leaves
/// together, and its latency counts from there.
/// </summary>
internal static class FixedRate
{
    private const int Connections = 128;

    public static async Task<int> RunAsync(Uri url, string rateText, string secondsText)
    {
        var rate = double.Parse(rateText, CultureInfo.InvariantCulture);
        var total = (int)(rate * int.Parse(secondsText, CultureInfo.InvariantCulture));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        await http.GetStringAsync(url);

        var latencies = new double[total];
        var requests = new List<Task<bool>>(total);
        var start = TimeProvider.System.GetTimestamp();
        using (var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(1)))
        {
            while (requests.Count < total && await clock.WaitForNextTickAsync())
            {
                var due = Math.Min(total, (int)(TimeProvider.System.GetElapsedTime(start).TotalSeconds * rate));
                while (requests.Count < due)
                {
                    requests.Add(SendAsync(http, url, latencies, requests.Count));
                }
            }
        }

        var failed = (await Task.WhenAll(requests)).Count(succeeded => !succeeded);

        // The first tenth warms both sides up.
        var sorted = latencies.Skip(total / 10).Order().ToList();
        Console.WriteLine($"{Percentiles.Text(Percentiles.Of(sorted, 50))} {Percentiles.Text(Percentiles.Of(sorted, 99))}");
        return failed == 0 ? 0 : Fail(failed, total);
    }

    private static async Task<bool> SendAsync(HttpClient http, Uri url, double[] latencies, int index)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var response = await http.GetAsync(url);
        latencies[index] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        return response.IsSuccessStatusCode;
    }

    private static int Fail(int failed, int total)
    {
        Console.Error.WriteLine($"{failed} of {total} requests failed.");
        return 1;
    }
}

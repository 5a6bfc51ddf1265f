namespace ToskaMesh.Cli.Launch;

/// <summary>Asks a health endpoint until it says ready.</summary>
internal sealed class Readiness(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Completes when the part is ready; only cancellation ends it otherwise.</summary>
    public async Task WaitAsync(Uri ready, CancellationToken cancellationToken)
    {
        while (!await IsReadyAsync(ready, cancellationToken))
        {
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    public async Task<bool> IsReadyAsync(Uri ready, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(ready, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

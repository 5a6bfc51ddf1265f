using System.Globalization;

namespace ToskaMesh.Functions.Health;

/// <summary>The process itself: that it answers, through the thread pool that every request needs, is the check.</summary>
internal sealed class ProcessPart(TimeProvider time) : IHealthPart
{
    private readonly long _startedAt = time.GetTimestamp();

    public string Name => "process";

    public bool IsVital => true;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        var queued = time.GetTimestamp();
        await Task.Run(() => { }, cancellationToken);
        var delay = time.GetElapsedTime(queued);
        return PartResult.Healthy("The process runs.") with
        {
            Data = new Dictionary<string, string>
            {
                ["uptime"] = time.GetElapsedTime(_startedAt).ToString("c", CultureInfo.InvariantCulture),
                ["threadPoolDelay"] = delay.ToString("c", CultureInfo.InvariantCulture),
            },
        };
    }
}

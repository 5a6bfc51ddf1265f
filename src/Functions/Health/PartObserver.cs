using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Health;

/// <summary>Looks at one part, at most once a second and for two at most, however many ask.</summary>
internal sealed partial class PartObserver(IHealthPart part, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<PartAnswer>? _last;
    private long _startedAt;

    public bool IsVital => part.IsVital;

    public Task<PartAnswer> ObserveAsync()
    {
        lock (_lock)
        {
            if (_last is null || (_last.IsCompleted && time.GetElapsedTime(_startedAt) >= Fresh))
            {
                _startedAt = time.GetTimestamp();
                _last = LookAsync(_startedAt);
            }

            return _last;
        }
    }

    private async Task<PartAnswer> LookAsync(long startedAt)
    {
        var result = await CheckAsync();
        return new PartAnswer
        {
            Name = part.Name,
            Status = result.Status,
            Duration = time.GetElapsedTime(startedAt),
            Description = result.Description,
            Data = result.Data,
        };
    }

    private async Task<PartResult> CheckAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            // WaitAsync, too: a part that hangs without looking at its token must not hang its readers.
            return await Task.Run(() => part.CheckAsync(patience.Token), patience.Token).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return PartResult.Unhealthy($"No answer within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is StoreUnavailableException or NotReadyException)
        {
            Log.Failed(logger, part.Name, exception);
            return PartResult.Unhealthy(exception.Message);
        }
        catch (Exception exception)
        {
            // Anybody may read this: what others wrote into an exception is for the log.
            Log.Failed(logger, part.Name, exception);
            return PartResult.Unhealthy("It failed; the log says why.");
        }
    }
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Changes;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Runs activities, each at least once, and tells their results, each exactly once.</summary>
internal sealed partial class ActivityDispatcher(
    StoreReader reader,
    StoreWriter writer,
    ActivityQueue queue,
    IActivityFunctions functions,
    TimeProvider time,
    IReadOnlyCollection<long> recovered,
    ILogger<ActivityDispatcher> logger)
{
    private readonly WorkItemTries _tries = new();
    private readonly RecoveredItems<long> _recovered = new(recovered);

    /// <summary>Runs until it is stopped; the activity under way gets to its end.</summary>
    /// <param name="abort">Cancels that, too: it will run again at the next start.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        while (!stopping.IsCancellationRequested)
        {
            long number;
            try
            {
                number = await queue.TakeAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await TryRunAsync(number, stopping, abort);
        }
    }

    private async Task TryRunAsync(long number, CancellationToken stopping, CancellationToken abort)
    {
        var item = number.ToString(CultureInfo.InvariantCulture);
        try
        {
            await RunAsync(number, abort);
            _tries.Succeeded(item);
        }
        catch (Exception exception)
        {
            var failures = _tries.Failed(item, exception);
            Log.NotDone(logger, number, failures, exception);
            if (failures >= WorkItemTries.Limit && await TryGiveUpAsync(number))
            {
                _tries.Succeeded(item);
                return;
            }

            await Task.Delay(WorkItemTries.DelayAfter(failures, exception), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            queue.Add(number);
        }
    }

    private async Task RunAsync(long number, CancellationToken abort)
    {
        var tries = _recovered.Take(number) ? await writer.SubmitAsync(new CountActivityAttempt(number)) : 1;
        if (reader.Read(db => ActivityTable.Find(db, number)) is not { } activity)
        {
            return;
        }

        var outcome = tries > WorkItemTries.Limit
            ? GivenUp(activity)
            : await functions.RunAsync(activity, abort);
        if (outcome is not null)
        {
            await writer.SubmitAsync(new CompleteActivity(activity, outcome));
        }
    }

    /// <summary>Tells its failure in place of an outcome that cannot be had or cannot be stored.</summary>
    private async Task<bool> TryGiveUpAsync(long number)
    {
        try
        {
            if (reader.Read(db => ActivityTable.Find(db, number)) is { } activity)
            {
                await writer.SubmitAsync(new CompleteActivity(activity, GivenUp(activity)));
            }

            return true;
        }
        catch (Exception exception)
        {
            Log.NotGivenUp(logger, number, exception);
            return false;
        }
    }

    private static TaskFailed GivenUp(ActivityRecord activity) =>
        new(activity.TaskId, EngineFailures.Tried($"Activity '{activity.Name}'", WorkItemTries.Limit));
}

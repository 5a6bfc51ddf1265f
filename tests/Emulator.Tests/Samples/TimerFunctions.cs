using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Samples;

public class TimerFunctions(Trail trail)
{
    [Function("EverySecond")]
    public void EverySecond([TimerTrigger("%Every%")] TimerInfo timer) => trail.Add($"second {timer.IsPastDue} {timer.ScheduleStatus is null}");

    [Function("EveryHour")]
    [FixedDelayRetry(2, "00:00:05")]
    public Task EveryHour([TimerTrigger("0 0 * * * *")] TimerInfo timer, FunctionContext context)
    {
        var next = timer.ScheduleStatus?.Next.ToString("HH:mm", CultureInfo.InvariantCulture);
        trail.Add($"hour {next} attempt {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}");
        trail.Add($"id {context.InvocationId}");
        return context.RetryContext.RetryCount < 2 ? Task.FromException(new InvalidOperationException("again")) : Task.CompletedTask;
    }

    [Function("Never")]
    public static void Never([TimerTrigger("nonsense")] TimerInfo timer) => throw new InvalidOperationException("never called");
}

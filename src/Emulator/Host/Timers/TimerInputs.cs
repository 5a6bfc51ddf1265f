using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Emulator.Timers;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Timers;

/// <summary>What a timer brings to an invocation.</summary>
internal static class TimerInputs
{
    public static TriggerInput Of(TimerInvocation invocation) => new()
    {
        Value = Info(invocation.Tick),
        InvocationId = invocation.InvocationId.ToString(),
        RetryCount = invocation.Attempt.RetryCount,
        MaxRetryCount = invocation.Attempt.MaxRetryCount,
    };

    public static TriggerInput Of(TimerTick tick) => new() { Value = Info(tick) };

    private static TimerInfo Info(TimerTick tick) => new()
    {
        IsPastDue = tick.IsPastDue,
        ScheduleStatus = tick.Status is { } status
            ? new ScheduleStatus
            {
                Last = status.Last?.UtcDateTime ?? default,
                Next = status.Next.UtcDateTime,
                LastUpdated = status.LastUpdated.UtcDateTime,
            }
            : null,
    };
}

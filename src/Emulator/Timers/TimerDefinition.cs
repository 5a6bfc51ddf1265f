using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Timers;

/// <summary>One timer function as its attributes declare it; without a retry attribute there is no policy.</summary>
internal sealed record TimerDefinition(
    string FunctionName, TimerSchedule Schedule, bool RunOnStartup, bool UseMonitor, RetryPolicy? Retry)
{
    /// <summary>Whether missed runs are noticed, which needs a stored status.</summary>
    public bool KeepsStatus => UseMonitor && !Schedule.IsSubMinute;
}

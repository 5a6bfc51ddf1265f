namespace ToskaMesh.Emulator.Worker.Invocation;

internal enum InvocationStatus
{
    Succeeded,
    Failed,

    /// <summary>It ended by its token because the caller is gone or the host stops: nobody's failure.</summary>
    Cancelled,

    /// <summary>It ran longer than the host's functionTimeout; its token is cancelled and its result no longer awaited.</summary>
    TimedOut,
}

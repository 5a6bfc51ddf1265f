using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Timers;

/// <summary>One attempt to run the function of a timer; all attempts of one run share the invocation id.</summary>
internal sealed record TimerInvocation(string FunctionName, Guid InvocationId, TimerTick Tick, RetryAttempt Attempt);

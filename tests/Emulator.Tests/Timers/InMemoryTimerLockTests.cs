using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class InMemoryTimerLockTests : TimerLockContract
{
    private InMemoryTimerLock? _lock;

    private protected override ITimerLock Connect() => _lock ??= new InMemoryTimerLock(Time);
}

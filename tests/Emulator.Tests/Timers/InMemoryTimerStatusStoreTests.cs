using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class InMemoryTimerStatusStoreTests : TimerStatusStoreContract
{
    private protected override ITimerStatusStore Create() => new InMemoryTimerStatusStore();

    private protected override ITimerStatusStore CreateFailing() =>
        new InMemoryTimerStatusStore { Failure = new IOException("The storage does not answer.") };
}

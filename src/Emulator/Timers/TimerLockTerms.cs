namespace ToskaMesh.Emulator.Timers;

/// <summary>How one timer is kept to one runner among the hosts that share a storage.</summary>
/// <param name="Name">The blob to lease.</param>
/// <param name="Duration">How long the lease outlives a host that dies.</param>
/// <param name="RunsWithoutStorage">
/// A timer without status needs nothing from the storage but this lock, and goes on when the storage cannot answer;
/// that hosts do not run it at the same time is not certain then. A storage that answers is obeyed.
/// </param>
internal sealed record TimerLockTerms(string Name, TimeSpan Duration, bool RunsWithoutStorage)
{
    /// <summary>Between renewals, and between the attempts of a host that stands by.</summary>
    public TimeSpan Interval => Duration / 2;

    /// <summary>After a failed renewal there is time for several more before the lease expires.</summary>
    public TimeSpan RetryInterval => Duration / 8;
}

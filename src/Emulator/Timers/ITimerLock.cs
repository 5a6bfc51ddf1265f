namespace ToskaMesh.Emulator.Timers;

/// <summary>
/// Exclusive leases with the rules of a blob lease: they expire by themselves, and one that expired can still be renewed
/// by its holder until somebody else takes it. A failure is an exception of the storage's own kind.
/// </summary>
internal interface ITimerLock
{
    /// <returns>Null while somebody else holds the lease.</returns>
    Task<TimerLease?> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Lets the lease run for its whole duration again.</summary>
    /// <returns>False when the lease was released or is another's now.</returns>
    Task<bool> TryRenewAsync(TimerLease lease, CancellationToken cancellationToken);

    /// <summary>Frees the lease at once; does nothing when it is not the holder's any more.</summary>
    Task ReleaseAsync(TimerLease lease, CancellationToken cancellationToken);
}

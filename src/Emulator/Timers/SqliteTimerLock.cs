namespace ToskaMesh.Emulator.Timers;

/// <summary>
/// Each operation is one statement, which SQLite makes atomic across processes. Expiry compares wall clocks, which is
/// sound because hosts that share a file share a machine.
/// </summary>
internal sealed class SqliteTimerLock(TimerDatabase database, TimeProvider time) : ITimerLock
{
    public async Task<TimerLease?> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var lease = new TimerLease(name, Guid.NewGuid(), duration);
        var changed = await database.ExecuteAsync(
            """
            INSERT INTO timer_lock (name, lease, expires_ticks) VALUES ($name, $lease, $expires)
            ON CONFLICT (name) DO UPDATE SET lease = excluded.lease, expires_ticks = excluded.expires_ticks
            WHERE timer_lock.expires_ticks <= $now
            """,
            cancellationToken,
            ("$name", name),
            ("$lease", lease.Id.ToString()),
            ("$expires", ExpiryOf(lease)),
            ("$now", time.GetUtcNow().UtcTicks));
        return changed == 1 ? lease : null;
    }

    public async Task<bool> TryRenewAsync(TimerLease lease, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "UPDATE timer_lock SET expires_ticks = $expires WHERE name = $name AND lease = $lease",
            cancellationToken,
            ("$name", lease.Name),
            ("$lease", lease.Id.ToString()),
            ("$expires", ExpiryOf(lease))) == 1;

    public Task ReleaseAsync(TimerLease lease, CancellationToken cancellationToken) => database.ExecuteAsync(
        "DELETE FROM timer_lock WHERE name = $name AND lease = $lease",
        cancellationToken,
        ("$name", lease.Name),
        ("$lease", lease.Id.ToString()));

    private long ExpiryOf(TimerLease lease) => (time.GetUtcNow() + lease.Duration).UtcTicks;
}

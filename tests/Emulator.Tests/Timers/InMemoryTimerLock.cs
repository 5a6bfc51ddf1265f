using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>Leases with the rules of a blob lease; fails like a real storage while <see cref="Failure"/> is set.</summary>
internal sealed class InMemoryTimerLock(TimeProvider time) : ITimerLock
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TimerLease Lease, DateTimeOffset Expires)> _leases = [];

    public Exception? Failure { get; set; }

    public Task<TimerLease?> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken) =>
        Answer(() =>
        {
            if (_leases.TryGetValue(name, out var held) && held.Expires > time.GetUtcNow())
            {
                return null;
            }

            var lease = new TimerLease(name, Guid.NewGuid(), duration);
            Store(lease);
            return lease;
        }, cancellationToken);

    public Task<bool> TryRenewAsync(TimerLease lease, CancellationToken cancellationToken) =>
        Answer(() => IsHeldBy(lease) && Store(lease), cancellationToken);

    public Task ReleaseAsync(TimerLease lease, CancellationToken cancellationToken) =>
        Answer(() => IsHeldBy(lease) && _leases.Remove(lease.Name), cancellationToken);

    /// <summary>Ends a lease by force, as anybody with access to the storage can.</summary>
    public void Break(string name)
    {
        lock (_gate)
        {
            _leases.Remove(name);
        }
    }

    private bool IsHeldBy(TimerLease lease) => _leases.TryGetValue(lease.Name, out var held) && held.Lease.Id == lease.Id;

    private bool Store(TimerLease lease)
    {
        _leases[lease.Name] = (lease, time.GetUtcNow() + lease.Duration);
        return true;
    }

    private Task<T> Answer<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Failure is not null ? Task.FromException<T>(Failure) : Task.FromResult(answer());
        }
    }
}

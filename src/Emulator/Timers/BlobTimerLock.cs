using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ToskaMesh.Emulator.Timers;

/// <summary>Leases on blobs, as the genuine host takes them; the service's clock ends them. They last 15 to 60 seconds.</summary>
internal sealed class BlobTimerLock(TimerBlobs blobs) : ITimerLock
{
    // Ids of attempts that failed on the way, whose lease the service may have granted nevertheless. Asked for once
    // more by the same id, it grants it again; with a new one nobody would have the lock until that lease ends.
    private readonly ConcurrentDictionary<string, Guid> _undecided = new();

    public async Task<TimerLease?> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var lease = new TimerLease(name, _undecided.TryRemove(name, out var id) ? id : Guid.NewGuid(), duration);
        try
        {
            return await TryAcquireAsync(lease, cancellationToken) ? lease : null;
        }
        catch
        {
            _undecided[name] = lease.Id;
            throw;
        }
    }

    public async Task<bool> TryRenewAsync(TimerLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await Client(lease).RenewAsync(cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException lost) when (IsNotHeld(lost))
        {
            return false;
        }
    }

    public async Task ReleaseAsync(TimerLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await Client(lease).ReleaseAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException lost) when (IsNotHeld(lost))
        {
            // Another's, or gone: free of us in any case.
        }
    }

    private async Task<bool> TryAcquireAsync(TimerLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await Client(lease).AcquireAsync(lease.Duration, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException held) when (held.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return false;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await MakeAsync(lease.Name, cancellationToken);
            return await TryAcquireAsync(lease, cancellationToken);
        }
    }

    private async Task MakeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blobs.WriteAsync(name, "", options, cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // Another host made it first, and may have leased it already.
        }
    }

    // By its code an answer says that the lease is another's, broken or released, or that its blob was deleted.
    private static bool IsNotHeld(RequestFailedException answer) => answer.Status is 404 or 409 or 412;

    private BlobLeaseClient Client(TimerLease lease) => blobs.Find(lease.Name).GetBlobLeaseClient(lease.Id.ToString());
}

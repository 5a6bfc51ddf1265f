using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>
/// How many probes are under way at once: of one service, so that one whose instances all hang leaves room for the others,
/// and in the whole process; and how many results are on their way to the store.
/// </summary>
internal sealed class ProbeBulkheads : IDisposable
{
    /// <summary>As many as one batch of the store takes: more would make nothing faster.</summary>
    public const int MaxWrites = StoreWriter.MaxBatch;

    /// <summary>Who finds no place for so long is left out until the next time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly PartitionedRateLimiter<string> _places;
    private readonly PartitionedRateLimiter<string> _writes = Limiter(_ => "", MaxWrites, int.MaxValue);
    private readonly TimeProvider _time;

    public ProbeBulkheads(IOptions<HealthOptions> options, TimeProvider time)
    {
        _time = time;
        var (ofService, ofAll) = (options.Value.MaxProbesOfService, options.Value.MaxProbes);

        // A service's first: who waits for that holds nobody else up.
        _places = PartitionedRateLimiter.CreateChained(Limiter(service => service, ofService, ofService), Limiter(_ => "", ofAll, ofAll));
    }

    /// <summary>Waits for a place, and not longer than until the next probe is due.</summary>
    public ValueTask<RateLimitLease> EnterAsync(ServiceName service, TimeSpan patience, CancellationToken cancellationToken) =>
        EnterAsync(_places, service.Value, patience < LongestWait ? patience : LongestWait, cancellationToken);

    /// <summary>
    /// Waits for its turn to store a result, and not longer than the next probe is due. Thousands may have one in the same
    /// second, as when they were never probed; among the store's waiting writes they would leave no room for anybody's registration.
    /// </summary>
    public ValueTask<RateLimitLease> EnterStoreAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        EnterAsync(_writes, "", patience, cancellationToken);

    public void Dispose()
    {
        _places.Dispose();
        _writes.Dispose();
    }

    private async ValueTask<RateLimitLease> EnterAsync(
        PartitionedRateLimiter<string> places, string key, TimeSpan patience, CancellationToken cancellationToken)
    {
        var place = places.AttemptAcquire(key);
        if (place.IsAcquired)
        {
            return place;
        }

        using var limit = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await places.AcquireAsync(key, 1, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return place;
        }
    }

    private static PartitionedRateLimiter<string> Limiter(Func<string, string> key, int places, int waiting) =>
        PartitionedRateLimiter.Create<string, string>(service => RateLimitPartition.GetConcurrencyLimiter(
            key(service),
            _ => new ConcurrencyLimiterOptions { PermitLimit = places, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
}

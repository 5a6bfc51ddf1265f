using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>
/// How many probes are under way at once: of one service, so that one whose instances all hang leaves room for the others,
/// and in the whole process.
/// </summary>
internal sealed class ProbeBulkheads : IDisposable
{
    /// <summary>Who finds no place for so long is left out until the next time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly PartitionedRateLimiter<string> _places;
    private readonly TimeProvider _time;

    public ProbeBulkheads(IOptions<HealthOptions> options, TimeProvider time)
    {
        _time = time;
        var (ofService, ofAll) = (options.Value.MaxProbesOfService, options.Value.MaxProbes);

        // A service's first: who waits for that holds nobody else up.
        _places = PartitionedRateLimiter.CreateChained(Limiter(service => service, ofService), Limiter(_ => "", ofAll));
    }

    /// <summary>Waits for a place, and not longer than until the next probe is due.</summary>
    public async ValueTask<RateLimitLease> EnterAsync(ServiceName service, TimeSpan patience, CancellationToken cancellationToken)
    {
        var place = _places.AttemptAcquire(service.Value);
        if (place.IsAcquired)
        {
            return place;
        }

        using var limit = new CancellationTokenSource(patience < LongestWait ? patience : LongestWait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _places.AcquireAsync(service.Value, 1, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return place;
        }
    }

    public void Dispose() => _places.Dispose();

    private static PartitionedRateLimiter<string> Limiter(Func<string, string> key, int places) =>
        PartitionedRateLimiter.Create<string, string>(service => RateLimitPartition.GetConcurrencyLimiter(
            key(service),
            _ => new ConcurrencyLimiterOptions { PermitLimit = places, QueueLimit = places, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
}

using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Functions.Observations;

/// <summary>Forgets old figures and gateways, about once a minute.</summary>
internal sealed class PruneReports(IGatewayReports reports, TimeProvider time) : ITickPart
{
    /// <summary>Sweeps of one tick; the next does what is left.</summary>
    private const int MaxSweeps = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // A hint of this process only: another one's sweep costs nothing but the look.
    private long? _prunedAt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_prunedAt is { } last && time.GetElapsedTime(last) < Interval)
        {
            return;
        }

        var more = true;
        for (var sweep = 0; more && sweep < MaxSweeps; sweep++)
        {
            more = await reports.PruneAsync(cancellationToken);
        }

        _prunedAt = more ? null : time.GetTimestamp();
    }
}

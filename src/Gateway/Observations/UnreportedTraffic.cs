using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Gateway.Telemetry;

namespace ToskaMesh.Gateway.Observations;

/// <summary>The instances that had requests since they were last taken. Their counters go on until they are.</summary>
internal sealed class UnreportedTraffic(IOptions<GatewayOptions> options, GatewayMetrics metrics)
{
    /// <summary>As many as the largest mesh has. Beyond it the figures of further ones are dropped, and that is counted.</summary>
    private const int Max = 100_000;

    private readonly ConcurrentQueue<InstanceTraffic> _instances = new();

    /// <summary>False where nobody would take them.</summary>
    public bool IsOn { get; } = options.Value.Reports;

    public int Count => _instances.Count;

    public bool TryAdd(InstanceTraffic traffic)
    {
        if (_instances.Count >= Max)
        {
            metrics.ObservationDropped();
            return false;
        }

        _instances.Enqueue(traffic);
        return true;
    }

    public bool TryTake([NotNullWhen(true)] out InstanceTraffic? traffic) => _instances.TryDequeue(out traffic);
}

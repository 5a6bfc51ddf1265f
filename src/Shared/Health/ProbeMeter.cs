using System.Diagnostics.Metrics;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>What probing costs, and whether it keeps up.</summary>
public static class ProbeMeter
{
    public const string Name = "ToskaMesh.Health";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Results = Meter.CreateCounter<long>("toska_probes", description: "Probes by what they found.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("toska_probe_duration", "s", "How long probes took.");

    /// <summary>Probes that were not sent because the process was too busy with others.</summary>
    public static Counter<long> Skipped { get; } = Meter.CreateCounter<long>(
        "toska_probes_skipped", description: "Probes that were due and not sent: those before them took too long.");

    public static void Record(ProbeResult result, HealthCheckType type)
    {
        Results.Add(1, new("type", type), new("status", result.Status));
        Durations.Record(result.Duration.TotalSeconds, new KeyValuePair<string, object?>("type", type));
    }
}

using System.Diagnostics.Metrics;

namespace ToskaMesh.Gateway.Telemetry;

/// <summary>What the gateway counts about the traffic. Labels come from the route table only, never from a caller.</summary>
internal sealed class GatewayMetrics
{
    private static readonly object[] Classes = ["0xx", "1xx", "2xx", "3xx", "4xx", "5xx"];

    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 100] };

    // The caller went away (499 in nginx' words): an error of neither side.
    private const string Aborted = "aborted";

    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _routeDuration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _ejections;
    private readonly Counter<long> _observationsDropped;

    public GatewayMetrics(MeshMeter meter)
    {
        _duration = meter.Meter.CreateHistogram<double>(
            "toska_gateway_request_duration_seconds",
            description: "Requests to services, by service and status class; the count of it is the number of requests.",
            advice: Buckets);
        _routeDuration = meter.Meter.CreateHistogram<double>(
            "toska_gateway_route_duration_seconds",
            description: "Requests to explicit routes, by route, its version and status class.",
            advice: Buckets);
        _retries = meter.Meter.CreateCounter<long>("toska_gateway_retries", description: "Requests sent to another instance because the first could not be reached.");
        _ejections = meter.Meter.CreateCounter<long>("toska_gateway_ejections", description: "Instances left out because of failed traffic.");
        _observationsDropped = meter.Meter.CreateCounter<long>("toska_gateway_observations_dropped", description: "Changes and figures of instances that were not kept for a report, because too many were waiting.");
    }

    public void Completed(string service, int status, TimeSpan duration) => _duration.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("service", service),
        new KeyValuePair<string, object?>("code", ClassOf(status)));

    /// <summary>Of an explicit route, whoever answered.</summary>
    public void RouteCompleted(string route, string version, int status, TimeSpan duration) => _routeDuration.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("route", route),
        new KeyValuePair<string, object?>("version", version),
        new KeyValuePair<string, object?>("code", ClassOf(status)));

    public void Retried(string service) => _retries.Add(1, new KeyValuePair<string, object?>("service", service));

    public void Ejected(string service) => _ejections.Add(1, new KeyValuePair<string, object?>("service", service));

    public void ObservationDropped() => _observationsDropped.Add(1);

    private static object ClassOf(int status) => status switch
    {
        StatusCodes.Status499ClientClosedRequest => Aborted,
        >= 100 and < 600 => Classes[status / 100],
        _ => Classes[0],
    };
}

using System.Diagnostics.Metrics;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>Which document serves, and what was rejected, under names such as <c>toska_route_table_rejected_total</c>.</summary>
internal sealed class DocumentMetrics<T>
{
    private readonly Counter<long> _rejected;
    private readonly Gauge<long> _epoch;
    private readonly Gauge<long> _version;

    public DocumentMetrics(MeshMeter meter, DocumentMetricNames<T> names)
    {
        _rejected = meter.Meter.CreateCounter<long>($"{names.Prefix}_rejected", description: "Documents that were not applied, by reason; the last good one kept serving.");
        _epoch = meter.Meter.CreateGauge<long>($"{names.Prefix}_epoch", description: "Epoch of the document that serves.");
        _version = meter.Meter.CreateGauge<long>($"{names.Prefix}_version", description: "Version of the document that serves.");
    }

    public void Rejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Applied(TableVersion order)
    {
        _epoch.Record(order.Epoch);
        _version.Record(order.Version);
    }
}

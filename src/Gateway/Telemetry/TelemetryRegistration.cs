using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Telemetry;

internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(MeshMeter.Name, "System.Runtime")
            .AddPrometheusExporter(exporter => exporter.ScopeInfoEnabled = false));
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            var limit = provider.GetRequiredService<IOptions<GatewayOptions>>().Value.MetricSeries;
            metrics.AddView(instrument => instrument.Meter.Name == MeshMeter.Name ? new MetricStreamConfiguration { CardinalityLimit = limit } : null);
        });
        return services.AddSingleton<MeshMeter>().AddSingleton<GatewayMetrics>();
    }
}

using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Telemetry;

internal static class TelemetryRegistration
{
    private const string RuntimeMeter = "System.Runtime";

    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(MeshMeter.Name, RuntimeMeter)
            .AddPrometheusExporter(exporter =>
            {
                exporter.ScopeInfoEnabled = false;
                exporter.ScrapeResponseCacheDurationMilliseconds = 0;
            }));
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            var own = provider.GetRequiredService<MeshMeter>().Meter;
            var limited = new MetricStreamConfiguration { CardinalityLimit = provider.GetRequiredService<IOptions<GatewayOptions>>().Value.MetricSeries };

            // Meters are found by name in the whole process, where there may be another gateway (in tests there is).
            metrics.AddView(instrument =>
                instrument.Meter.Name != MeshMeter.Name ? null : ReferenceEquals(instrument.Meter, own) ? limited : MetricStreamConfiguration.Drop);
        });
        return services.AddSingleton<MeshMeter>().AddSingleton<GatewayMetrics>().AddSingleton<AuthenticationMetrics>().AddSingleton<RequestTelemetry>();
    }
}

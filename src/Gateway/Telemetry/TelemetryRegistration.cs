using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Telemetry;

namespace ToskaMesh.Gateway.Telemetry;

internal static class TelemetryRegistration
{
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>Metrics are always there to be scraped; logs, traces and metrics are sent besides where the settings say so.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(MeshMeter.Name, RuntimeMeter)
            .AddPrometheusExporter(exporter =>
            {
                exporter.ScopeInfoEnabled = false;
                exporter.ScrapeResponseCacheDurationMilliseconds = 0;
            }));
        AddExports(telemetry, TelemetryExports.Of(name => configuration[name]));
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

    private static void AddExports(OpenTelemetryBuilder telemetry, TelemetryExports exports)
    {
        if (exports.Any)
        {
            // A request's own span; the forwarder's calls are the client's to the service, and have its trace.
            telemetry.WithTracing(traces => traces.AddSource("Microsoft.AspNetCore", "Yarp.ReverseProxy"));
        }

        if (exports.AzureMonitor is { } connection)
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connection;
                exporter.Credential = exports.SignsIn ? new DefaultAzureCredential() : null;
            });
        }

        if (exports.Otlp)
        {
            telemetry.UseOtlpExporter();
        }
    }
}

using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using ToskaMesh.Shared.Telemetry;

namespace ToskaMesh.Functions.Telemetry;

internal static class TelemetryServiceCollectionExtensions
{
    private const string Own = "ToskaMesh.*";

    /// <summary>Sends logs, traces and metrics where the settings say so; without any of them nothing of it is there, not even its cost at a start.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var exports = TelemetryExports.Of(name => configuration[name]);
        if (!exports.Any)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(Own))
            .WithMetrics(metrics => metrics.AddMeter(Own));
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

        return services;
    }
}

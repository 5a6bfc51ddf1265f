using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Telemetry;

/// <summary>Where Prometheus looks.</summary>
internal static class MetricsEndpoint
{
    private const string MetricsPath = "/metrics";

    /// <summary>On a port of its own, which then has nothing else, or on the gateway's own beside everything.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        var port = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.MetricsPort;
        if (port == 0)
        {
            app.MapPrometheusScrapingEndpoint(MetricsPath);
            return;
        }

        // By the connection: the Host that a caller sends may have any port in it.
        app.MapWhen(context => context.Connection.LocalPort == port, scraped =>
        {
            scraped.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == MetricsPath);
            scraped.Run(Problem.NotFound.WriteAsync);
        });
    }
}

using ToskaMesh.Gateway.Access;
using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.ControlPlane;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Drain;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Health;
using ToskaMesh.Gateway.Limits;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Probing;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Readiness;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Gateway.Watching;

namespace ToskaMesh.Gateway;

/// <summary>The gateway, assembled.</summary>
internal static class GatewayApplication
{
    /// <param name="args">Settings on the command line, such as <c>--Mesh:Gateway:Port=8080</c>.</param>
    /// <param name="configure">What a test replaces.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        configure?.Invoke(builder);
        builder.Logging.AddQuietFrameworks();
        builder.Services
            .AddSettings()
            .AddListening()
            .AddTelemetry(builder.Configuration)
            .AddDocuments(builder.Configuration)
            .AddAccess()
            .AddForwarding()
            .AddLimits(builder.Configuration)
            .AddBalancing()
            .AddInstanceHealth()
            .AddProbing()
            .AddServiceRouting()
            .AddControlPlane()
            .AddWatching()
            .AddObservations()
            .AddReadiness()
            .AddDrain();

        var app = builder.Build();
        app.UseMetrics();
        app.UseMiddleware<DrainMiddleware>();
        app.UseMiddleware<CorrelationMiddleware>();
        app.UseRouting();
        app.MapServices();
        app.MapControlPlane();
        app.MapWatching();
        app.MapReadiness();
        app.MapFallback("{**path}", Problem.NotFound.WriteAsync);
        return app;
    }
}

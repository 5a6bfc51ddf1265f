using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Readiness;

internal static class ReadinessRegistration
{
    private const string Ready = "ready";

    /// <summary>A gateway without credentials is ready: it serves anonymous services and refuses the others.</summary>
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DocumentHealthCheck<RouteTable>>("route-table", HealthStatus.Unhealthy, [Ready])
            .AddCheck<DocumentHealthCheck<CredentialTable>>("credentials", HealthStatus.Degraded, [Ready])
            .AddCheck<CredentialAgeHealthCheck>("credentials-age", HealthStatus.Degraded)
            .AddCheck<DrainHealthCheck>("drain", HealthStatus.Unhealthy, [Ready]);
        return services;
    }

    public static void MapReadiness(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health", Answering(_ => true));
        endpoints.MapHealthChecks("/health/ready", Answering(check => check.Tags.Contains(Ready)));
        endpoints.MapHealthChecks("/health/live", Answering(_ => false));
    }

    private static HealthCheckOptions Answering(Func<HealthCheckRegistration, bool> predicate) =>
        new() { Predicate = predicate, ResponseWriter = HealthAnswer.WriteAsync, AllowCachingResponses = false };
}

using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.CatalogSync;
using ToskaMesh.Functions.Configuration;
using ToskaMesh.Functions.Health;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.KubernetesSync;
using ToskaMesh.Functions.Limits;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Observations;
using ToskaMesh.Functions.Probing;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Telemetry;

namespace ToskaMesh.Functions;

/// <summary>Puts the control plane together. No I/O: the genuine host answers requests before a start with I/O ends.</summary>
internal static class ControlPlane
{
    /// <param name="args">Settings on the command line, such as <c>--Mesh:Mode=resting</c>.</param>
    /// <param name="configure">What a test adds, before anything is read.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args, Action<FunctionsApplicationBuilder>? configure = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.Configuration.AddShortNames();

        // Each statement at Information would drown the one line that each request has.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddMeshOptions(builder.Configuration)
            .AddMeshStore(builder.Configuration)
            .AddIdentity(builder.Configuration)
            .AddConfigurations(builder.Configuration)
            .AddLimits(builder.Configuration)
            .AddRegistry()
            .AddReadCache(builder.Configuration)
            .AddDocuments(builder.Configuration)
            .AddCatalogSync(builder.Configuration)
            .AddKubernetesSync(builder.Configuration)
            .AddMessaging(builder.Configuration)
            .AddObservations()
            .AddHealth()
            .AddProbing(builder.Configuration)
            .AddHttp()
            .AddTelemetry(builder.Configuration);

        // In order of nesting: each answer has a correlation id, each failure an answer, and only then the rest.
        builder.UseMiddleware<CorrelationMiddleware>();
        builder.UseMiddleware<FailureMiddleware>();
        builder.UseMiddleware<ReadinessMiddleware>();
        builder.UseMiddleware<BodyLimitMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.UseMiddleware<RateLimitMiddleware>();
        return builder;
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ToskaMesh.Gateway.Observations;

internal static class ObservationsRegistration
{
    public static IServiceCollection AddObservations(this IServiceCollection services)
    {
        services.TryAddSingleton<IReportSender, HttpReportSender>();
        return services
            .AddSingleton<ReportSignal>()
            .AddSingleton<ReportPause>()
            .AddSingleton<SeenDocuments>()
            .AddSingleton<InstanceChanges>()
            .AddSingleton<UnreportedTraffic>()
            .AddSingleton<InstanceMarks>()
            .AddSingleton<ClosedWindows>()
            .AddHostedService<Reporter>();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Functions.Observations;

internal static class ObservationsServiceCollectionExtensions
{
    /// <summary>What comes back from gateways.</summary>
    public static IServiceCollection AddObservations(this IServiceCollection services)
    {
        // The one place that says who looks at suspects: a prober takes it by being registered before, or instead.
        services.TryAddSingleton<IProbeOnSuspicion, NoProber>();
        services.AddSingleton<ReceiveReport>();
        services.AddSingleton<ITickPart, PruneReports>();
        return services;
    }
}

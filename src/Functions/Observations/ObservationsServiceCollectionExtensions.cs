using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Functions.Observations;

internal static class ObservationsServiceCollectionExtensions
{
    /// <summary>What comes back from gateways.</summary>
    public static IServiceCollection AddObservations(this IServiceCollection services)
    {
        services.AddSingleton<ReceiveReport>();
        services.AddSingleton<ITickPart, PruneReports>();
        return services;
    }
}

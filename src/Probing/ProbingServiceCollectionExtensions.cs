using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ToskaMesh.Probing;

internal static class ProbingServiceCollectionExtensions
{
    /// <summary>The one way to dial instances, and <see cref="InstanceProber"/>. Expects a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddInstanceProbing(this IServiceCollection services, Func<IServiceProvider, DialTerms> terms)
    {
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        services.TryAddSingleton(terms);
        services.TryAddSingleton<InstanceDialer>();
        services.TryAddSingleton<ProbeHandlers>();
        services.TryAddSingleton<InstanceProber>();
        return services;
    }
}

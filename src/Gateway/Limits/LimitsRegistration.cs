using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Gateway.Limits;

internal static class LimitsRegistration
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.TryAddSingleton<ILimitCounters>(provider => new InMemoryLimitCounters(provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<ServiceLimits>();
    }
}

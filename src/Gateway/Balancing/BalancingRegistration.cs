using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.LoadBalancing;

namespace ToskaMesh.Gateway.Balancing;

internal static class BalancingRegistration
{
    public static IServiceCollection AddBalancing(this IServiceCollection services)
    {
        services.TryAddSingleton<IRandomSource, ThreadRandomSource>();
        return services.AddSingleton<ILoadBalancingPolicy, WeightedPolicy>();
    }
}

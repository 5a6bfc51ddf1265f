using Yarp.ReverseProxy.Health;

namespace ToskaMesh.Gateway.Health;

internal static class HealthRegistration
{
    public static IServiceCollection AddInstanceHealth(this IServiceCollection services) => services
        .AddSingleton<IAvailableDestinationsPolicy, RoutableInstancesPolicy>()
        .AddSingleton<EjectionPolicy>();
}

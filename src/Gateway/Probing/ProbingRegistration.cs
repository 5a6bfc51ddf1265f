using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Probing;

internal static class ProbingRegistration
{
    public static IServiceCollection AddProbing(this IServiceCollection services) =>
        services.AddSingleton<IClusterChangeListener, ProbedInstances>();
}

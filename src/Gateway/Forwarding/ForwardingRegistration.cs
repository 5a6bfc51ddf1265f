using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Forwarding;

internal static class ForwardingRegistration
{
    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        return services
            .AddSingleton<InstanceDialer>()
            .AddSingleton<InstanceHandlers>()
            .AddSingleton<TrustedProxies>()
            .AddSingleton<ClientAddress>()
            .AddSingleton<ForwardedHeaders>()
            .AddSingleton<ServiceTransformer>()
            .AddSingleton<IForwarderHttpClientFactory, ServiceClientFactory>();
    }
}

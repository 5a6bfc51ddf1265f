using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Probing;
using ToskaMesh.Shared.Registry;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Forwarding;

internal static class ForwardingRegistration
{
    public static IServiceCollection AddForwarding(this IServiceCollection services) => services
        .AddInstanceProbing(TermsOf)
        .AddSingleton<InstanceHandlers>()
        .AddSingleton<TrustedProxies>()
        .AddSingleton<ClientAddress>()
        .AddSingleton<ForwardedHeaders>()
        .AddSingleton<ServiceTransformer>()
        .AddSingleton<ServiceClientFactory>()
        .AddSingleton<IForwarderHttpClientFactory>(provider => provider.GetRequiredService<ServiceClientFactory>());

    // For traffic and for probes.
    private static DialTerms TermsOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<GatewayOptions>>().Value;
        return new DialTerms(
            provider.GetRequiredService<AddressRules>(), new HashSet<int> { options.Port, options.H2cPort, options.MetricsPort }, options.UpstreamCaFile);
    }
}

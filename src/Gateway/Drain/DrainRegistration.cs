using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Drain;

internal static class DrainRegistration
{
    public static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.AddOptions<HostOptions>().Configure<IOptions<GatewayOptions>>((host, gateway) =>
            host.ShutdownTimeout = gateway.Value.Drain.Delay + gateway.Value.Drain.Timeout);
        return services
            .AddSingleton<DrainState>()
            .AddHostedService(provider => provider.GetRequiredService<DrainState>());
    }
}

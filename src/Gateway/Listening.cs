using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway;

internal static class Listening
{
    /// <summary>HTTP/1.1 and cleartext HTTP/2 on a port each, and metrics where they have one; bodies of any size, since none is buffered on the way to a service.</summary>
    public static IServiceCollection AddListening(this IServiceCollection services)
    {
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>>((kestrel, gateway) =>
        {
            var address = IPAddress.Parse(gateway.Value.Bind);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(address, gateway.Value.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(address, gateway.Value.H2cPort, listen => listen.Protocols = HttpProtocols.Http2);
            if (gateway.Value.MetricsPort > 0)
            {
                kestrel.Listen(address, gateway.Value.MetricsPort, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        return services;
    }
}

using System.Net;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.ControlPlane;

internal static class ControlPlaneHandler
{
    /// <summary>For requests to the control plane. Its address is the operator's setting, not a registration: the address rules are not for it.</summary>
    public static SocketsHttpHandler Create(GatewayOptions options) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.ConnectTimeout,
    };
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>Makes the HTTP handlers that talk to instances: no redirect, no proxy, no cookies, and one way to dial.</summary>
internal sealed class InstanceHandlers(InstanceDialer dialer, IOptions<GatewayOptions> options)
{
    public SocketsHttpHandler Create() => new()
    {
        ConnectCallback = dialer.ConnectAsync,

        // A name is resolved and judged when a connection is made: so one does not live for ever.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // Above the dialer's own, to cover the TLS handshake too.
        ConnectTimeout = options.Value.ConnectTimeout * 2,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TrustPolicy(options.Value.UpstreamCaFile) },
    };

    private static X509ChainPolicy? TrustPolicy(string caFile)
    {
        if (caFile.Length == 0)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Probing;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>Makes the HTTP handlers that carry traffic to instances: no redirect, no proxy, no cookies, and one way to dial.</summary>
internal sealed class InstanceHandlers(InstanceDialer dialer, IOptions<GatewayOptions> options, TimeProvider timeProvider)
{
    private readonly TimeSpan _timeout = options.Value.ConnectTimeout;

    public SocketsHttpHandler Create() => new()
    {
        ConnectCallback = ConnectAsync,

        // A name is resolved and judged when a connection is made: so one does not live for ever.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // Above that of dialling, to cover the TLS handshake too.
        ConnectTimeout = _timeout * 2,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TlsTrust.PolicyOf(options.Value.UpstreamCaFile) },
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await dialer.ConnectAsync(context.DnsEndPoint, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // As a socket's error, so that it is a failed connection to everybody, and not a request that took too long.
            throw new SocketException((int)SocketError.TimedOut);
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;

namespace ToskaMesh.Probing;

/// <summary>
/// The connections of probes, kept from one to the next: those over TLS that verify, and those of checks that said not to,
/// never mixed. No redirect, no proxy, no cookies, no decompression, one way to dial.
/// </summary>
internal sealed class ProbeHandlers : IDisposable
{
    /// <summary>How much of a body is ever read, in bytes.</summary>
    public const int MaxBody = 64 * 1024;

    // A name is resolved and judged when a connection is made; and an HTTP/2 connection whose peer is gone without a word
    // fails probes until it is replaced. So none lives long.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly InstanceDialer _dialer;
    private readonly DialTerms _terms;
    private readonly HttpMessageInvoker _verifying;
    private readonly HttpMessageInvoker _trusting;

    [SuppressMessage("Security", "CA5359", Justification = "What a registration with tlsSkipVerify asks for; it is never the default.")]
    public ProbeHandlers(InstanceDialer dialer, DialTerms terms)
    {
        (_dialer, _terms) = (dialer, terms);
        _verifying = new HttpMessageInvoker(Create(null));
        _trusting = new HttpMessageInvoker(Create((_, _, _, _) => true));
    }

    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool skipVerify, CancellationToken cancellationToken) =>
        (skipVerify ? _trusting : _verifying).SendAsync(request, cancellationToken);

    public void Dispose()
    {
        _verifying.Dispose();
        _trusting.Dispose();
    }

    private SocketsHttpHandler Create(RemoteCertificateValidationCallback? judge) => new()
    {
        ConnectCallback = (context, cancellationToken) => _dialer.ConnectAsync(context.DnsEndPoint, cancellationToken),
        PooledConnectionLifetime = Lifetime,
        PooledConnectionIdleTimeout = Lifetime,

        // One is enough. The other is for instances that share the port of their checks, and for the probe that comes
        // while an attempt to connect still hangs.
        MaxConnectionsPerServer = 2,
        MaxResponseHeadersLength = 16,

        // A short answer is read to its end, so that its connection can be used again; a long one costs the connection.
        MaxResponseDrainSize = MaxBody,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = TlsTrust.PolicyOf(_terms.CaFile),
            RemoteCertificateValidationCallback = judge,
        },
    };
}

using System.Security.Cryptography.X509Certificates;
using k8s;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>
/// The client of the API server, made with the first request: the certificate is a file, and what starts the app
/// reads none. One that cannot be made is tried again with the next.
/// </summary>
internal sealed class KubernetesConnection(IOptions<KubernetesOptions> options, ServiceAccount account) : IDisposable
{
    private readonly Lock _gate = new();
    private Kubernetes? _client;

    /// <exception cref="Exception">There is no service account here, or a file cannot be read.</exception>
    public Kubernetes Open()
    {
        lock (_gate)
        {
            return _client ??= new Kubernetes(Configure(options.Value));
        }
    }

    public void Dispose() => _client?.Dispose();

    private KubernetesClientConfiguration Configure(KubernetesOptions options)
    {
        var configuration = options.Api is { } elsewhere ? At(elsewhere, options.TokenFile, options.CertificateFile)
            : account.Api is { } own ? At(own, account.TokenFile, account.CertificateFile)
            : throw new KubernetesReadException("No service account is mounted here; outside of a cluster Mesh:Kubernetes:Api must name the API server.");
        configuration.HttpClientTimeout = options.Timeout;
        return configuration;
    }

    private static KubernetesClientConfiguration At(Uri api, string tokenFile, string certificateFile) => new()
    {
        Host = api.AbsoluteUri.TrimEnd('/'),
        TokenProvider = tokenFile.Length > 0 ? new TokenFile(tokenFile) : null,
        FirstMessageHandlerSetup = handler =>
        {
            // The client's own check looks at the authority only: any holder of a certificate of the cluster's, such as a
            // kubelet, would be believed to be the API server, and be told the token. This is .NET's, with the name.
            handler.SslOptions.RemoteCertificateValidationCallback = null;
            handler.SslOptions.CertificateChainPolicy = certificateFile.Length > 0 ? Trusting(certificateFile) : null;
        },
    };

    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}

using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>
/// The client of the API server, made with the first request: token and certificate are files, and what starts the app
/// reads none. One that cannot be made is tried again with the next.
/// </summary>
internal sealed class KubernetesConnection(IOptions<KubernetesOptions> options) : IDisposable
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

    private static KubernetesClientConfiguration Configure(KubernetesOptions options)
    {
        var configuration = options.Api is { } api ? At(api, options) : InCluster();
        configuration.HttpClientTimeout = options.Timeout;
        return configuration;
    }

    private static KubernetesClientConfiguration InCluster() => KubernetesClientConfiguration.IsInCluster()
        ? KubernetesClientConfiguration.InClusterConfig()
        : throw new KubernetesReadException("No service account is mounted here; outside of a cluster Mesh:Kubernetes:Api must name the API server.");

    private static KubernetesClientConfiguration At(Uri api, KubernetesOptions options) => new()
    {
        Host = api.AbsoluteUri.TrimEnd('/'),
        TokenProvider = options.TokenFile.Length > 0 ? new TokenFileAuth(options.TokenFile) : null,
        SslCaCerts = options.CertificateFile.Length > 0 ? Read(options.CertificateFile) : null,
    };

    private static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates;
    }
}

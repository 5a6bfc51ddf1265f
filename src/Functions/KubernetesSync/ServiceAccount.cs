using System.Globalization;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>What Kubernetes gives a pod for its API server: the address, as variables, and a folder with token and authorities.</summary>
internal sealed record ServiceAccount(string? Host, string? Port, string Folder)
{
    /// <summary>Where clients expect it; infra/kubernetes/components/services mounts it there.</summary>
    public const string DefaultFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    public string TokenFile => Path.Combine(Folder, "token");

    public string CertificateFile => Path.Combine(Folder, "ca.crt");

    /// <summary>Null where no account is mounted: each pod has the address, and only some have a token.</summary>
    public Uri? Api => Host is { Length: > 0 } && int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && File.Exists(TokenFile)
        ? new UriBuilder(Uri.UriSchemeHttps, Host, port).Uri : null;

    public static ServiceAccount OfThisPod() =>
        new(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"), Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"), DefaultFolder);
}

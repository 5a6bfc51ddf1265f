using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.KubernetesSync;

internal sealed partial class KubernetesOptionsValidator : IValidateOptions<KubernetesOptions>
{
    private const int MostNamespaces = 100;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

    public ValidateOptionsResult Validate(string? name, KubernetesOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(KubernetesOptions options)
    {
        if (!ClusterName().IsMatch(options.Cluster))
        {
            yield return "Mesh:Kubernetes:Cluster must be 1 to 63 letters, digits, '-' and '_', such as 'default'.";
        }

        // Not repeated: it may hold a password.
        if (options.Api is { } api && api is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "" })
        {
            yield return "Mesh:Kubernetes:Api must be an http(s) address without user, password and query, such as 'https://10.0.0.1:6443'; a token goes into the file that Mesh:Kubernetes:TokenFile names.";
        }
        else if (options is { Api: { Scheme: "http", IsLoopback: false }, TokenFile.Length: > 0 })
        {
            yield return "Mesh:Kubernetes:Api must be an https address: a token would go to it in clear text.";
        }

        if (options.Api is null && (options.TokenFile.Length > 0 || options.CertificateFile.Length > 0))
        {
            yield return "Mesh:Kubernetes:TokenFile and :CertificateFile are for an address in Mesh:Kubernetes:Api; without that the pod's service account counts.";
        }

        if (options.Import && options.ListNamespaces().Count == 0)
        {
            yield return "Mesh:Kubernetes:Namespaces must name the namespaces whose Services may join the mesh, separated by commas, or be '*' for each.";
        }

        if (!options.IsEverywhere() && (options.ListNamespaces().Count > MostNamespaces || options.ListNamespaces().Any(each => !NamespaceName().IsMatch(each))))
        {
            yield return $"Mesh:Kubernetes:Namespaces must be '*', or at most {MostNamespaces} names of 1 to 63 lower-case letters, digits and '-'.";
        }

        if (options.Timeout < ShortestTimeout || options.Timeout > LongestTimeout)
        {
            yield return $"Mesh:Kubernetes:Timeout must be {ShortestTimeout:c} to {LongestTimeout:c}.";
        }

        if (options.PageSize is < 1 or > 1000)
        {
            yield return "Mesh:Kubernetes:PageSize must be 1 to 1,000.";
        }

        if (options.MaxServices is < 1 or > 10_000)
        {
            yield return "Mesh:Kubernetes:MaxServices must be 1 to 10,000.";
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,63}\\z")]
    private static partial Regex ClusterName();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z")]
    private static partial Regex NamespaceName();
}

using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>The settings of section <c>Mesh:Kubernetes</c>. Nothing is asked of a cluster unless the import is on.</summary>
internal sealed class KubernetesOptions
{
    public const string Section = "Mesh:Kubernetes";

    /// <summary>Services with the annotation <c>toskamesh.io/register: "true"</c> appear in the mesh.</summary>
    public bool Import { get; set; }

    /// <summary>What this cluster is called in ids and sources; letters, digits, '-' and '_'.</summary>
    public string Cluster { get; set; } = "default";

    /// <summary>The API server, without a path. Without it the one of the cluster that this process runs in, with its service account.</summary>
    public Uri? Api { get; set; }

    /// <summary>A file with the bearer token for <see cref="Api"/>. It is read with each request.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>A file with the certificates that <see cref="Api"/> is believed by; without it the system's.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>The namespaces whose Services may join, separated by commas; <c>*</c> is each of them.</summary>
    public string Namespaces { get; set; } = "";

    /// <summary>A label selector that Services must meet besides; the API server applies it.</summary>
    public string Selector { get; set; } = "";

    /// <summary>Of one request. 100 ms to 30 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Objects that one answer may hold; the rest follows page by page. 1 to 1,000.</summary>
    public int PageSize { get; set; } = 250;

    /// <summary>How many Services are imported, in order of namespace and name. 1 to 10,000.</summary>
    public int MaxServices { get; set; } = 500;

    public bool IsEverywhere() => Namespaces.Trim() == "*";

    public IReadOnlyList<string> ListNamespaces() =>
        [.. Namespaces.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>For what is decided before there are options: which services there are.</summary>
    public static bool IsImportOn(IConfiguration configuration) =>
        bool.TryParse(configuration[$"{Section}:{nameof(Import)}"], out var isOn) && isOn;
}

namespace ToskaMesh.Shared.KubernetesSync;

/// <summary>A Service of the cluster, as far as the mesh looks at it.</summary>
public sealed record KubernetesService(string Namespace, string Name)
{
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<KubernetesPort> Ports { get; init; } = [];

    /// <summary>IPv4 or IPv6, the first of its <c>ipFamilies</c>; null where the Service has none.</summary>
    public string? Family { get; init; }

    /// <summary>A name of something outside: it has no endpoints, whatever slices say.</summary>
    public bool IsExternalName { get; init; }
}

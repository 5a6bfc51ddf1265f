using System.Globalization;
using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.KubernetesSync;

/// <summary>Reads Services and their EndpointSlices as a catalog. Pure; whether an instance can be registered is the import's to say.</summary>
public static class KubernetesRules
{
    private const string DefaultPort = "http";
    private const string Ipv4 = "IPv4";
    private const string Ipv6 = "IPv6";

    public static bool IsWanted(KubernetesService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Annotations.TryGetValue(KubernetesAnnotations.Register, out var register) && register == "true";
    }

    /// <summary>The name that it has in the mesh, as far as that is one.</summary>
    public static string NameOf(KubernetesService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Annotations.TryGetValue(KubernetesAnnotations.Service, out var name) ? name.Trim() : service.Name;
    }

    /// <summary>
    /// What is ready is healthy. What is not, or terminates and still serves, is there and unhealthy, so that nothing new
    /// goes to it; what terminates and serves no more has left.
    /// </summary>
    /// <param name="slices">All of this Service.</param>
    /// <param name="reason">Why nothing can be said of the Service; then there is no instance.</param>
    public static IReadOnlyList<CatalogInstance> Describe(KubernetesService service, IEnumerable<KubernetesSlice> slices, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (service.IsExternalName)
        {
            reason = null;
            return [];
        }

        var port = FindPort(service, out reason);
        if (port is null)
        {
            return [];
        }

        var found = slices.Where(slice => IsOfFamily(slice, service.Family))
            .SelectMany(slice => slice.Endpoints.Select(endpoint => (Endpoint: endpoint, Port: PortOf(slice, port))))
            .Where(each => each.Port is not null && (each.Endpoint.IsServing || !each.Endpoint.IsTerminating));

        // While slices are rewritten an endpoint can be in two: the better one counts.
        return
        [
            .. found.GroupBy(each => each.Endpoint.Pod ?? each.Endpoint.Address, StringComparer.Ordinal)
                .Select(same => same.OrderBy(each => each.Endpoint.IsReady ? 0 : 1).ThenBy(each => each.Endpoint.Address, StringComparer.Ordinal).First())
                .OrderBy(each => each.Endpoint.Pod ?? each.Endpoint.Address, StringComparer.Ordinal)
                .Select(each => Describe(service, port, each.Endpoint, each.Port!.Value)),
        ];
    }

    private static CatalogInstance Describe(KubernetesService service, KubernetesPort port, KubernetesEndpoint endpoint, int number) => new()
    {
        Node = service.Namespace,
        Service = NameOf(service),

        // A pod may stand behind several Services, with another port in each.
        Id = $"{service.Name}:{endpoint.Pod ?? endpoint.Address}",
        Address = endpoint.Address,
        Port = number,
        Tags = service.Annotations.TryGetValue(KubernetesAnnotations.Tags, out var tags)
            ? tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [],
        Metadata = DescribeMetadata(service, port, endpoint),
        Health = endpoint switch
        {
            { IsReady: true } => new HealthReport(HealthStatus.Healthy, null),
            { IsTerminating: true } => new HealthReport(HealthStatus.Unhealthy, "It is terminating, and serves what it has."),
            _ => new HealthReport(HealthStatus.Unhealthy, "It is not ready."),
        },
    };

    private static SortedDictionary<string, string> DescribeMetadata(KubernetesService service, KubernetesPort port, KubernetesEndpoint endpoint)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in service.Annotations.Where(pair => pair.Key.StartsWith(KubernetesAnnotations.MetadataPrefix, StringComparison.Ordinal)))
        {
            metadata[key[KubernetesAnnotations.MetadataPrefix.Length..]] = value;
        }

        metadata["scheme"] = service.Annotations.TryGetValue(KubernetesAnnotations.Scheme, out var scheme) ? scheme : SchemeOf(port);
        if (service.Annotations.TryGetValue(KubernetesAnnotations.Weight, out var weight))
        {
            metadata["weight"] = weight;
        }

        // The names of OpenTelemetry's resource conventions.
        metadata["k8s.namespace.name"] = service.Namespace;
        metadata["k8s.service.name"] = service.Name;
        Set("k8s.pod.name", endpoint.Pod);
        Set("zone", endpoint.Zone);
        return metadata;

        void Set(string key, string? value)
        {
            if (value is not null)
            {
                metadata[key] = value;
            }
        }
    }

    private static KubernetesPort? FindPort(KubernetesService service, out string? reason)
    {
        if (service.Annotations.TryGetValue(KubernetesAnnotations.Port, out var wanted))
        {
            var named = service.Ports.FirstOrDefault(port => port.Name == wanted)
                ?? service.Ports.FirstOrDefault(port => port.Number?.ToString(CultureInfo.InvariantCulture) == wanted);
            reason = named is null ? $"has no port that '{KubernetesAnnotations.Port}' names" : null;
            return named;
        }

        var found = service.Ports.Count == 1 ? service.Ports[0] : service.Ports.FirstOrDefault(port => port.Name == DefaultPort);
        reason = found is not null ? null
            : service.Ports.Count == 0 ? "has no port"
            : $"has several ports, none of them named '{DefaultPort}': '{KubernetesAnnotations.Port}' must name one";
        return found;
    }

    // A port that a slice leaves open means all of them: then it listens where the Service does.
    private static int? PortOf(KubernetesSlice slice, KubernetesPort port) =>
        slice.Ports.FirstOrDefault(candidate => candidate.Name == port.Name) is { } found ? found.Number ?? port.Number : null;

    // A pod of two families is in two slices, and one instance. Names are left to whoever made them: that form is deprecated.
    private static bool IsOfFamily(KubernetesSlice slice, string? family) => family is null ? slice.Family is Ipv4 or Ipv6 : slice.Family == family;

    private static string SchemeOf(KubernetesPort port) => port.AppProtocol switch
    {
        "https" or "kubernetes.io/wss" => "https",
        "kubernetes.io/h2c" => "h2c",
        _ => "http",
    };
}

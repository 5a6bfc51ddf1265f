namespace ToskaMesh.Shared.KubernetesSync;

/// <summary>A part of a Service's endpoints (discovery.k8s.io/v1, EndpointSlice).</summary>
/// <param name="Service">The name of its Service, in the same namespace.</param>
/// <param name="Family">IPv4, IPv6 or FQDN.</param>
public sealed record KubernetesSlice(
    string Namespace, string Service, string Family, IReadOnlyList<KubernetesPort> Ports, IReadOnlyList<KubernetesEndpoint> Endpoints);

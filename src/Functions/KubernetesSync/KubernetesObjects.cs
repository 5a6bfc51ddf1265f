using k8s.Models;
using ToskaMesh.Shared.KubernetesSync;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>Takes of the API's objects what the mesh looks at.</summary>
internal static class KubernetesObjects
{
    /// <summary>By which a slice names its Service.</summary>
    public const string ServiceLabel = "kubernetes.io/service-name";

    public static KubernetesService Describe(V1Service service) => new(service.Metadata.NamespaceProperty, service.Metadata.Name)
    {
        Annotations = new Dictionary<string, string>(service.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal),
        Ports = [.. (service.Spec?.Ports ?? []).Where(port => port.Protocol is null or "TCP").Select(port => new KubernetesPort(port.Name ?? "", port.Port, port.AppProtocol))],
        Family = service.Spec?.IpFamilies?.FirstOrDefault(),
        IsExternalName = service.Spec?.Type == "ExternalName",
    };

    /// <returns>Null for a slice of no Service.</returns>
    public static KubernetesSlice? Describe(V1EndpointSlice slice) =>
        slice.Metadata.Labels is { } labels && labels.TryGetValue(ServiceLabel, out var service)
            ? new KubernetesSlice(
                slice.Metadata.NamespaceProperty,
                service,
                slice.AddressType ?? "",
                [.. (slice.Ports ?? []).Select(port => new KubernetesPort(port.Name ?? "", port.Port, port.AppProtocol))],
                [.. (slice.Endpoints ?? []).Where(endpoint => endpoint.Addresses is { Count: > 0 }).Select(Describe)])
            : null;

    private static KubernetesEndpoint Describe(V1Endpoint endpoint) =>
        new(endpoint.Addresses[0], endpoint.TargetRef is { Kind: "Pod" } pod ? pod.Name : null, endpoint.Zone)
        {
            Ready = endpoint.Conditions?.Ready,
            Serving = endpoint.Conditions?.Serving,
            Terminating = endpoint.Conditions?.Terminating,
        };
}

namespace ToskaMesh.Shared.KubernetesSync;

/// <summary>A port of a Service, or of a slice under the same name.</summary>
/// <param name="Name">Empty where there is only one, and it has none.</param>
/// <param name="Number">The Service's own, or in a slice the one at which the pod listens; null in a slice that leaves it open.</param>
/// <param name="AppProtocol">Such as <c>kubernetes.io/h2c</c>.</param>
public sealed record KubernetesPort(string Name, int? Number, string? AppProtocol = null);

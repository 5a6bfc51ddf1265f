namespace ToskaMesh.Shared.Registry;

/// <summary>An instance as whoever watches the mesh wants to see it.</summary>
/// <param name="Instance">With its effective status, which protection does not hide.</param>
/// <param name="IsProtected">Most of its service failed at once, and gateways keep sending traffic to those that did.</param>
/// <param name="IsRouted">Whether gateways may send traffic to it.</param>
public sealed record InstanceStatus(ServiceInstance Instance, bool IsProtected, bool IsRouted)
{
    /// <summary>Whether its lease ran out, and goes on because nobody could renew it while the control plane was away.</summary>
    public bool IsSpared { get; init; }
}

using System.Text.Json.Serialization;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing;

/// <summary>An instance in the route table.</summary>
public sealed record RoutedInstance
{
    public required string Id { get; init; }

    /// <summary>An IP address (IPv6 without brackets) or a DNS name.</summary>
    public required string Address { get; init; }

    public required int Port { get; init; }

    public InstanceScheme Scheme { get; init; }

    /// <summary>0 to 65535; 0 drains: no new request goes there.</summary>
    [JsonRequired] // The generated reader ignores the default of a property that is left out.
    public int Weight { get; init; } = 1;

    public string? Zone { get; init; }

    /// <summary>Of what it runs, as it said at its registration; by it and the tags explicit routes choose.</summary>
    public string? Version { get; init; }

    [JsonRequired]
    public IReadOnlyList<string> Tags { get; init; } = [];

    public HealthStatus Status { get; init; }

    /// <summary>Whether gateways may send traffic here. Status alone does not say it: a protected service keeps critical ones routed.</summary>
    public required bool Routed { get; init; }

    /// <summary>What the gateways probe; null when the instance's own heartbeat is its check.</summary>
    public RoutedCheck? Check { get; init; }
}

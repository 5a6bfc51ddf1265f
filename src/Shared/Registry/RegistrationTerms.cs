namespace ToskaMesh.Shared.Registry;

/// <summary>What this mesh accepts of a registration, beyond what every mesh does.</summary>
public sealed record RegistrationTerms
{
    public required AddressRules Addresses { get; init; }

    /// <summary>Where the mesh itself listens: registered as a service it would forward to itself.</summary>
    public IReadOnlySet<int> OwnPorts { get; init; } = new HashSet<int>();

    /// <summary>Names and addresses of the mesh itself, besides loopback.</summary>
    public IReadOnlySet<ServiceAddress> OwnAddresses { get; init; } = new HashSet<ServiceAddress>();

    /// <summary>Control plane at rest: see <see cref="LeaseRules.ShortestWhenResting"/>.</summary>
    public bool Resting { get; init; }

    public TimeSpan ShortestLease => Resting ? LeaseRules.ShortestWhenResting : LeaseRules.Shortest;

    public TimeSpan DefaultLease => Resting ? LeaseRules.ShortestWhenResting : LeaseRules.Default;

    /// <summary>Whether the target is the mesh itself.</summary>
    public bool IsOwn(ServiceAddress address, int port) =>
        OwnPorts.Contains(port) && (address.IsLoopback || OwnAddresses.Contains(address));
}

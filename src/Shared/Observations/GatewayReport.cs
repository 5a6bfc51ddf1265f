using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Observations;

/// <summary>What a gateway saw. It reports and does not decide: a state makes the control plane look, and nothing else.</summary>
public sealed record GatewayReport
{
    /// <summary>The gateway's name. Whoever holds a gateway's key may use any: it tells gateways apart, and grants nothing.</summary>
    public required InstanceId Gateway { get; init; }

    public GatewayMode? Mode { get; init; }

    /// <summary>At most one of each name. One that is not named stands as it was reported before.</summary>
    public IReadOnlyList<FollowedDocument> Documents { get; init; } = [];

    /// <summary>At most <see cref="ObservationLimits.Entries"/>.</summary>
    public IReadOnlyList<InstanceObservation> Instances { get; init; } = [];

    /// <summary>At most <see cref="ObservationLimits.Routes"/>, each version once.</summary>
    public IReadOnlyList<RouteObservation> Routes { get; init; } = [];
}

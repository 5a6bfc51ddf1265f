using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Registry;

/// <summary>How gateways treat a service. It belongs to the service, not to an instance: a null part leaves what is there.</summary>
public sealed record ServiceRouting(
    AccessPolicy? Access = null, LoadBalancing? LoadBalancing = null, TimeSpan? Timeout = null, ServiceRateLimit? RateLimit = null);

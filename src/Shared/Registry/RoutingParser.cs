using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads the part of a registration that belongs to its service.</summary>
internal static class RoutingParser
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    private static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(1);

    public static ServiceRouting Read(JsonFields fields) => new(
        fields.Optional("access")?.Enumeration<AccessPolicy>(),
        fields.Optional("loadBalancing")?.Enumeration<LoadBalancing>(),
        fields.Optional("timeout")?.Duration(ShortestTimeout, LongestTimeout),
        fields.Optional("rateLimit")?.Object(ReadLimit));

    private static ServiceRateLimit? ReadLimit(JsonFields fields)
    {
        var permits = fields.Required("permits")?.Integer(0, ServiceRateLimit.MaxPermits);
        var window = fields.Optional("window")?.Duration(ServiceRateLimit.ShortestWindow, ServiceRateLimit.LongestWindow);
        var by = fields.Optional("by")?.Enumeration<RateLimitBy>();
        return permits is { } number
            ? new ServiceRateLimit { Permits = number, Window = window ?? DefaultWindow, By = by ?? RateLimitBy.Caller }
            : null;
    }
}

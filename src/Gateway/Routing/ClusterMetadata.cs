using System.Globalization;
using System.Text.Json;
using ToskaMesh.Gateway.Access;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Configuration;

namespace ToskaMesh.Gateway.Routing;

/// <summary>
/// What a service's cluster carries beyond YARP's own fields. It stands in YARP's metadata because policies and the
/// client factory are given nothing else, and because YARP then notices when it changes.
/// </summary>
internal static class ClusterMetadata
{
    private const string AccessKey = "access";
    private const string RequiresKey = "requires";
    private const string PassAuthorizationKey = "passAuthorization";
    private const string ProtectedKey = "protected";
    private const string TimeoutKey = "timeout";
    private const string LimitKey = "limit";

    public static Dictionary<string, string> Of(RoutedService service)
    {
        var metadata = new Dictionary<string, string>(3) { [AccessKey] = service.Access.ToString() };
        if (service.Requires is { } requires)
        {
            metadata[RequiresKey] = JsonSerializer.Serialize(requires, MetadataJsonContext.Default.CallerRequirements);
        }

        if (service.PassAuthorization)
        {
            metadata[PassAuthorizationKey] = bool.TrueString;
        }

        if (service.Protected)
        {
            metadata[ProtectedKey] = bool.TrueString;
        }

        if (service.Timeout is { } timeout)
        {
            metadata[TimeoutKey] = timeout.ToString("c", CultureInfo.InvariantCulture);
        }

        if (service.RateLimit is { } limit)
        {
            metadata[LimitKey] = JsonSerializer.Serialize(limit, MetadataJsonContext.Default.ServiceRateLimit);
        }

        return metadata;
    }

    /// <summary>Anonymous only where it says so: everything else is for authenticated callers.</summary>
    public static RouteAccess Access(ClusterConfig cluster) => new(
        Value(cluster.Metadata, AccessKey) == nameof(AccessPolicy.Anonymous) ? AccessPolicy.Anonymous : AccessPolicy.Authenticated,
        Value(cluster.Metadata, RequiresKey) is { } text ? JsonSerializer.Deserialize(text, MetadataJsonContext.Default.CallerRequirements) : null,
        Value(cluster.Metadata, PassAuthorizationKey) is not null);

    public static bool IsProtected(ClusterConfig cluster) => Value(cluster.Metadata, ProtectedKey) is not null;

    public static ServiceRateLimit? Limit(ClusterConfig cluster) =>
        Value(cluster.Metadata, LimitKey) is { } text ? JsonSerializer.Deserialize(text, MetadataJsonContext.Default.ServiceRateLimit) : null;

    /// <summary>The service's own timeout until response headers; null when it has none.</summary>
    public static TimeSpan? Timeout(IReadOnlyDictionary<string, string>? metadata) =>
        Value(metadata, TimeoutKey) is { } text ? TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture) : null;

    private static string? Value(IReadOnlyDictionary<string, string>? metadata, string key) =>
        metadata is not null && metadata.TryGetValue(key, out var value) ? value : null;
}

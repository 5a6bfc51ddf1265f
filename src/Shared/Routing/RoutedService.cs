using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Routing;

/// <summary>A service in the route table. One without a routed instance stays in it: it answers 503, an unknown one 404.</summary>
public sealed record RoutedService
{
    public required string Name { get; init; }

    public AccessPolicy Access { get; init; }

    /// <summary>Null asks for nothing. Callers must be known where it asks for anything, whatever <see cref="Access"/> says.</summary>
    public CallerRequirements? Requires { get; init; }

    /// <summary>Whether the service gets its callers' <c>Authorization</c>. No service ever gets an API key of the mesh.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PassAuthorization { get; init; }

    public LoadBalancing LoadBalancing { get; init; }

    /// <summary>How long a request may take until its response headers; null is the gateway's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Null is none.</summary>
    public ServiceRateLimit? RateLimit { get; init; }

    /// <summary>True while a mass failure is doubted (design: protection); gateways then eject none of its instances.</summary>
    public bool Protected { get; init; }

    /// <summary>Ordered by id, each id once in the whole table.</summary>
    public required IReadOnlyList<RoutedInstance> Instances { get; init; }
}

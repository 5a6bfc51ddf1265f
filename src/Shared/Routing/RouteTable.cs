using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Routing;

/// <summary>
/// What the control plane publishes and the gateways act on: an immutable document, compiled from one snapshot of
/// the registry. It carries no lease times, no content of settings and no secret.
/// </summary>
public sealed record RouteTable
{
    /// <summary>The only schema that this build writes and reads.</summary>
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required long Epoch { get; init; }

    public required long Version { get; init; }

    /// <summary>Ordered by name, each name once.</summary>
    public required IReadOnlyList<RoutedService> Services { get; init; }

    /// <summary>See <see cref="SigningKeySet.Issuer"/>; null in a mesh that issues no tokens.</summary>
    public string? Issuer { get; init; }

    /// <summary>See <see cref="SigningKeySet.Keys"/>. None in a document of a build that did not publish them yet.</summary>
    public IReadOnlyList<PublishedSigningKey> SigningKeys { get; init => field = value ?? []; } = [];

    /// <summary>Ordered by name, each name once. None in a document of a build that did not know them yet.</summary>
    public IReadOnlyList<ExplicitRoute> Routes { get; init => field = value ?? []; } = [];

    /// <summary>Which settings hold for whom, ordered by environment and name. None in a document of a build that did not publish them yet.</summary>
    public IReadOnlyList<RoutedConfiguration> Configurations { get; init => field = value ?? []; } = [];

    /// <summary>With what the access tokens of callers are verified.</summary>
    public SigningKeySet Trusted() => new(Issuer, SigningKeys);

    public TableVersion Order() => new(Epoch, Version);

    public RouteTable With(TableVersion order) => this with { Epoch = order.Epoch, Version = order.Version };
}

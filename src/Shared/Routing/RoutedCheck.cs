namespace ToskaMesh.Shared.Routing;

/// <summary>An HTTP check that gateways run against an instance, with the thresholds of its registration.</summary>
public sealed record RoutedCheck
{
    /// <summary>True for https, whatever the instance's own scheme is.</summary>
    public bool Tls { get; init; }

    /// <summary>An absolute path, with an optional query.</summary>
    public required string Path { get; init; }

    public required TimeSpan Interval { get; init; }

    /// <summary>Shorter than <see cref="Interval"/>.</summary>
    public required TimeSpan Timeout { get; init; }

    public required int HealthyThreshold { get; init; }

    public required int UnhealthyThreshold { get; init; }
}

using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>An instance that is there.</summary>
/// <param name="Status">As time and health have it, whatever protection does.</param>
/// <param name="IsCandidate">Whether the version may be given to it.</param>
public sealed record SeenInstance(InstanceId Id, ServiceName Service, HealthStatus Status, DateTimeOffset RegisteredAt, bool IsCandidate)
{
    /// <summary>Hexadecimal digits of <see cref="ServiceInstance.Fingerprint"/> that tell registrations apart.</summary>
    private const int MarkLength = 16;

    /// <summary>Another one with each other registration; at most 16 characters. Null where it does not count.</summary>
    public string? Registration { get; init; }

    /// <summary>Whether it is not heard of any more: its lease ran out.</summary>
    public bool HasExpired { get; init; }

    /// <summary>What is kept of a fingerprint for each of many instances.</summary>
    public static string MarkOf(string fingerprint) => fingerprint.Length <= MarkLength ? fingerprint : fingerprint[..MarkLength];
}

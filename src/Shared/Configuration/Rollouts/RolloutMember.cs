using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>An instance that a rollout gave its version to. It stays one until the rollout ends, also when it leaves.</summary>
/// <param name="AssignedAt">When it got it, and later by any time of its bake that nobody watched.</param>
public sealed record RolloutMember(InstanceId Id, ServiceName Service, DateTimeOffset AssignedAt)
{
    /// <summary><see cref="SeenInstance.StartedAt"/> as it got the version: another time later shows a restart. Null while it is not judged: after a resumption, until it is seen again.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// Requests that were sent under it, or under a newer one, are the version's (<see cref="RolloutMarks"/>). 0 while it
    /// is not judged, and of one that a build without marks stored, until the next turn.
    /// </summary>
    public long Mark { get; init; }

    /// <summary>Whether it said that it runs the version. A false stays: that it did at the second try does not make it a good version.</summary>
    public bool? Applied { get; init; }

    /// <summary>Why it could not.</summary>
    public string? Error { get; init; }

    /// <summary>When it first said so; saying it again changes nothing.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    public RolloutMember Acknowledge(bool applied, string? error, DateTimeOffset now) =>
        Applied is false || Applied == applied ? this : this with { Applied = applied, Error = applied ? null : error, AcknowledgedAt = now };
}

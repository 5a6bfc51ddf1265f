using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Shared.Registry;

/// <summary>Decides a write to one instance. Pure, as <see cref="RegistrationRules"/>.</summary>
public static class WriteRules
{
    /// <param name="change">Makes the instance that is to be stored; with a new revision if the result says that it changed.</param>
    public static WriteResult Decide(ServiceInstance? existing, Caller caller, Func<ServiceInstance, ServiceInstance> change)
    {
        if (existing is null)
        {
            return WriteResult.NotFound;
        }

        if (!caller.MayWrite(existing.ServiceName))
        {
            return WriteResult.Forbidden;
        }

        if (existing.Source is not null)
        {
            return WriteResult.Imported(existing);
        }

        var after = change(existing);
        var changed = HealthTransitions.Differs(existing, after) || !SameMetadata(existing.Metadata, after.Metadata);
        return new WriteResult(WriteOutcome.Done, after, changed);
    }

    /// <summary>What a probe found changes what it probed, and not what came in its place meanwhile.</summary>
    public static WriteResult Probe(ServiceInstance? existing, ProbeTarget target, ProbeResult result, DateTimeOffset now)
    {
        if (existing is null)
        {
            return WriteResult.NotFound;
        }

        if (existing.Source is not null)
        {
            return WriteResult.Imported(existing);
        }

        var after = ProbeTarget.Of(existing) == target ? HealthTransitions.Probe(existing, result, now) : existing;
        return new WriteResult(WriteOutcome.Done, after, HealthTransitions.Differs(existing, after));
    }

    /// <summary>What an instance says of a version that a rollout gave it is a sign of its process (<see cref="ProcessStarts.Spoke"/>), and no change that anybody is told.</summary>
    /// <returns>Null where that instance is not there any more.</returns>
    public static ServiceInstance? Acknowledge(ServiceInstance? existing, ServiceName service, DateTimeOffset now) =>
        existing is { Source: null } && existing.ServiceName == service ? ProcessStarts.Spoke(existing, now) : null;

    /// <summary>An Admin may take out an imported instance, too: what a source left behind when it was switched off. One that still lists it brings it back.</summary>
    public static WriteResult Depart(ServiceInstance? existing, Caller caller, DateTimeOffset now) => existing switch
    {
        null => WriteResult.NotFound,
        _ when !caller.MayWrite(existing.ServiceName) => WriteResult.Forbidden,
        { Source: not null } when caller.Role is not Role.Admin => WriteResult.Imported(existing),
        _ => new WriteResult(WriteOutcome.Done, existing with { LastUpdated = now }, Changed: true),
    };

    /// <summary>Not a sign of life: the lease runs on.</summary>
    public static ServiceInstance ReplaceMetadata(
        ServiceInstance instance, IReadOnlyDictionary<string, string> metadata, DateTimeOffset now) =>
        SameMetadata(instance.Metadata, metadata) ? instance : instance with { Metadata = metadata, LastUpdated = now };

    internal static bool SameMetadata(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        ReferenceEquals(left, right)
        || left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}

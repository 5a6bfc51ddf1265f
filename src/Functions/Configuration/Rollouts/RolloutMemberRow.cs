using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary><see cref="RolloutMember"/> as it is stored.</summary>
internal sealed class RolloutMemberRow
{
    public required Guid RolloutId { get; init; }

    public required string InstanceId { get; init; }

    public required string Service { get; init; }

    public DateTimeOffset AssignedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public long Mark { get; set; }

    public bool? Applied { get; set; }

    public string? Error { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public static RolloutMemberRow From(Guid rollout, RolloutMember member)
    {
        var row = new RolloutMemberRow { RolloutId = rollout, InstanceId = member.Id.Value, Service = member.Service.Value };
        row.Apply(member);
        row.Say(member);
        return row;
    }

    public void Apply(RolloutMember member) => (AssignedAt, StartedAt, Mark) = (member.AssignedAt, member.StartedAt, member.Mark);

    public void Say(RolloutMember member) => (Applied, Error, AcknowledgedAt) = (member.Applied, member.Error, member.AcknowledgedAt);

    public RolloutMember ToMember() => new(ToskaMesh.Shared.Registry.InstanceId.Parse(InstanceId), ServiceName.Parse(Service), AssignedAt)
    {
        StartedAt = StartedAt,
        Mark = Mark,
        Applied = Applied,
        Error = Error,
        AcknowledgedAt = AcknowledgedAt,
    };
}

using System.Text.Json;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary><see cref="Rollout"/> as it is stored, without its members.</summary>
internal sealed class RolloutRow
{
    public required Guid Id { get; init; }

    public required Guid ConfigurationId { get; init; }

    public required long Version { get; init; }

    public required string Hash { get; init; }

    public required List<string> Services { get; init; }

    public required List<string> Labels { get; init; }

    public required long StableVersion { get; init; }

    /// <summary>As JSON.</summary>
    public required string Plan { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The progress, the gate's word and the timeline, as JSON.</summary>
    public string State { get; set; } = "";

    public long Revision { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public static RolloutRow New(Rollout rollout) => new()
    {
        Id = rollout.Id,
        ConfigurationId = rollout.ConfigurationId,
        Version = rollout.Version,
        Hash = rollout.Hash,
        Services = StoredSelector.Services(rollout.Selector),
        Labels = StoredSelector.Labels(rollout.Selector),
        StableVersion = rollout.StableVersion,
        Plan = JsonSerializer.Serialize(rollout.Plan, RolloutJsonContext.Default.RolloutPlan),
        CreatedAt = rollout.CreatedAt,
    };

    public void Apply(Rollout rollout)
    {
        var state = new StoredRolloutState(rollout.Progress, rollout.Gate, rollout.CanaryFigures, rollout.StableFigures, rollout.Timeline)
        {
            Round = rollout.Round,
            Registrations = rollout.Members.Where(member => member.Registration is not null).ToDictionary(member => member.Id.Value, member => member.Registration!),
        };
        State = JsonSerializer.Serialize(state, RolloutJsonContext.Default.StoredRolloutState);
        (Revision, ChangedAt, EndedAt) = (rollout.Revision, rollout.ChangedAt, rollout.EndedAt);
    }

    public Rollout ToRollout(ConfigurationRow configuration, IEnumerable<RolloutMemberRow> members)
    {
        var state = JsonSerializer.Deserialize(State, RolloutJsonContext.Default.StoredRolloutState)!;
        return new Rollout
        {
            Id = Id,
            ConfigurationId = ConfigurationId,
            Key = configuration.ToKey(),
            Kind = configuration.Kind,
            Version = Version,
            Hash = Hash,
            Selector = StoredSelector.Read(Services, Labels),
            StableVersion = StableVersion,
            Plan = JsonSerializer.Deserialize(Plan, RolloutJsonContext.Default.RolloutPlan)!,
            Progress = state.Progress,
            Round = state.Round,
            Gate = state.Gate,
            CanaryFigures = state.Canary,
            StableFigures = state.Stable,
            Timeline = state.Timeline,
            Members = [.. members.OrderBy(row => row.AssignedAt).ThenBy(row => row.InstanceId, StringComparer.Ordinal).Select(row => row.ToMember(state))],
            Revision = Revision,
            CreatedAt = CreatedAt,
            ChangedAt = ChangedAt,
            EndedAt = EndedAt,
        };
    }
}

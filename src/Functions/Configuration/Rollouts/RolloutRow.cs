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

    /// <summary>The progress, the gate's word, the baseline and the timeline, as JSON.</summary>
    public string State { get; set; } = "";

    /// <summary><see cref="Rollout.Mark"/>.</summary>
    public long Mark { get; set; }

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
        var state = new StoredRolloutState(
            rollout.Progress,
            rollout.Gate,
            rollout.CanaryFigures,
            rollout.StableFigures,
            rollout.Timeline,
            rollout.Baseline is { } baseline ? StoredRolloutBaseline.Of(baseline) : null)
        {
            Round = rollout.Round,
            Memory = rollout.Memory,
        };
        State = JsonSerializer.Serialize(state, RolloutJsonContext.Default.StoredRolloutState);
        (Mark, Revision, ChangedAt, EndedAt) = (rollout.Mark, rollout.Revision, rollout.ChangedAt, rollout.EndedAt);
    }

    public Rollout ToRollout(ConfigurationRow configuration, IEnumerable<RolloutMemberRow> members)
    {
        var (plan, state) = Read();
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
            Plan = plan,
            Progress = state.Progress,
            Round = state.Round,
            Mark = Mark,
            Memory = state.Memory ?? StableMemory.None,
            Gate = state.Gate,
            CanaryFigures = state.Canary,
            StableFigures = state.Stable,
            Timeline = state.Timeline,
            Baseline = state.Baseline?.ToBaseline(),
            Members = [.. members.OrderBy(row => row.AssignedAt).ThenBy(row => row.InstanceId, StringComparer.Ordinal).Select(row => row.ToMember())],
            Revision = Revision,
            CreatedAt = CreatedAt,
            ChangedAt = ChangedAt,
            EndedAt = EndedAt,
        };
    }

    /// <summary>
    /// What it gives to whom where its JSON cannot be read: the instances that have the version keep it, since they are not
    /// in the JSON. How many requests a route gave to it is, so none are: the version that holds gets all.
    /// </summary>
    public RolloutShare ToUnreadShare(ConfigurationRow configuration, IEnumerable<RolloutMemberRow> members) => new(
        Id, ConfigurationId, configuration.ToKey(), configuration.Kind, Version, Hash, StableVersion, Percent: 0, members.Select(row => row.ToMember().Id).ToHashSet())
    {
        Marks = members.Where(row => row.Mark > 0).ToDictionary(row => row.ToMember().Id, row => row.Mark),
    };

    private (RolloutPlan Plan, StoredRolloutState State) Read()
    {
        var plan = JsonSerializer.Deserialize(Plan, RolloutJsonContext.Default.RolloutPlan);
        var state = JsonSerializer.Deserialize(State, RolloutJsonContext.Default.StoredRolloutState);
        return plan?.Steps is { } steps && state is { Progress: { } progress, Gate: not null } && progress.Step >= 0 && progress.Step < steps.Count
            ? (plan, state)
            : throw new JsonException("What is stored of the rollout lacks something.");
    }
}

using ToskaMesh.Functions.Configuration.Rollouts;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Configuration;

namespace ToskaMesh.Functions.Tests.Configuration;

public sealed class RolloutAnswerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(4, 10, null)]
    [InlineData(10, 4, "o-2 got it later: their own bake is waited for until 2026-01-02 03:18:05Z")]
    [InlineData(14, 0, null)]
    public void Bake_ThatWaitsForOneThatCameLate_SaysSo(int minute, int left, string? reason)
    {
        var rollout = Begun;
        var now = Start + TimeSpan.FromMinutes(minute);
        var answer = RolloutAnswer.From(rollout, new RolloutObservation(GateDecision.Pass, [], rollout.CanaryFigures, rollout.StableFigures), now);

        Assert.Equal(TimeSpan.FromMinutes(left), answer.BakeLeft);
        Assert.Equal(reason is null ? [] : [reason], answer.Reasons);
    }

    [Theory]
    [InlineData(RolloutPhase.Paused, new[] { "failed: o-1 left; o-2 restarted" }, "o-1 left", "o-2 restarted")]
    [InlineData(RolloutPhase.Paused, new[] { "failed: o-1 left; o-2 restarted", "1 left", "o-2 left" }, "1 left", "o-2 left")]
    [InlineData(RolloutPhase.RolledBack, new[] { "failed: o-1 left; o-2 restarted" }, "o-3 has not said that it runs it")]
    [InlineData(RolloutPhase.Baking, new[] { "o-3 left" }, "o-3 left")]
    public void Reasons_AreSaidOnce_AndOfOneThatIsOverOnlyHowItWasDecided(RolloutPhase phase, string[] expected, params string[] gate)
    {
        var rollout = Begun with { Progress = new RolloutProgress(phase, 0, Start) { Reason = "failed: o-1 left; o-2 restarted" } };

        var answer = RolloutAnswer.From(rollout, new RolloutObservation(new GateDecision(GateVerdict.Fail, gate), [], rollout.CanaryFigures, rollout.StableFigures), Start);

        Assert.Equal(expected, answer.Reasons);
    }

    private static Rollout Begun => new()
    {
        Id = Guid.Empty,
        ConfigurationId = Guid.Empty,
        Key = Drafts.Key("db"),
        Version = 2,
        StableVersion = 1,
        Hash = "",
        Selector = ConfigurationSelector.Everybody,
        Plan = new RolloutPlan { Author = "ann", Steps = [new RolloutStep(100, TimeSpan.FromMinutes(10))], Gate = new RolloutGate() },
        Progress = RolloutProgress.Begin(Start) with { IsGiven = true },
        Members = [Given("o-1", 0), Given("o-2", 4)],
        CreatedAt = Start,
        ChangedAt = Start,
    };

    private static RolloutMember Given(string id, int minute) => new(InstanceId.Parse(id), ServiceName.Parse("orders"), Start + TimeSpan.FromMinutes(minute));
}

using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Observations;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

public sealed class SettingsEvidenceTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMeshStore _store;

    public SettingsEvidenceTests() => _store = new InMemoryMeshStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 0, RolloutPhase.Paused)]
    [InlineData(true, 0, RolloutPhase.Paused)]
    [InlineData(true, 20, RolloutPhase.Baking)]
    public async Task Turn_WhereAllFailsAfterALongTimeWell_FindsItAtOnce(bool isCompared, long stableErrors, RolloutPhase expected)
    {
        var rollout = await TurnAsync(await BeginAsync(isCompared));
        var (canary, mark) = (Assert.Single(rollout.Members).Id.Value, rollout.Mark);
        var other = canary == "o-1" ? "o-2" : "o-1";
        await CountAsync(canary, new RequestFigures(100_000, 0, 0), mark);
        await CountAsync(other, new RequestFigures(100_000, 0, 0));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(RolloutPhase.Baking, (await TurnAsync(rollout)).Progress.Phase);

        await CountAsync(canary, new RequestFigures(20, 0, 20), mark);
        await CountAsync(other, new RequestFigures(20, 0, stableErrors));

        Assert.Equal(expected, (await TurnAsync(rollout)).Progress.Phase);
    }

    private async Task<Rollout> TurnAsync(Rollout rollout)
    {
        var evidence = await new SettingsEvidence(_store.Registry, _store.Reports, _store.Rollouts, _time).GatherAsync(rollout, Cancel);
        return RolloutTurns.Observe(rollout, evidence, _time.GetUtcNow()).After;
    }

    private Task CountAsync(string instance, RequestFigures figures, long mark = 0) =>
        _store.Reports.RecordAsync(Reports.From("gw", Reports.Counted(instance, _time.GetUtcNow(), TimeSpan.FromSeconds(10), figures, mark: mark)), Cancel);

    private async Task<Rollout> BeginAsync(bool isCompared)
    {
        foreach (var (id, port) in new[] { ("o-1", 5001), ("o-2", 5002) })
        {
            await _store.Registry.RegisterAsync(Registrations.Of("orders", id, port, plain => plain with { Lease = TimeSpan.FromDays(1) }), Callers.Admin, Cancel);
        }

        var by = new ConfigurationAuthor("ann");
        await _store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = by, Activate = false }, Cancel);
        var plan = new RolloutPlan
        {
            Author = "ann",
            Steps = [new RolloutStep(50, TimeSpan.FromHours(2))],
            Gate = new RolloutGate { MaxErrorRate = 0.01, MinSamples = 20, CompareWithStable = isCompared },
            OnFailure = FailureAction.Pause,
        };
        return (await _store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), Drafts.Key("db"), new RolloutOrder(1, plan, false)) { By = by }, Cancel)).Rollout!;
    }
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using Xunit;

namespace ToskaMesh.Testing.Configuration;

/// <summary>What every adapter of <see cref="IRolloutStore"/> must do, with its outbox and audit. Each test starts with an empty store.</summary>
public abstract class RolloutStoreContract : IAsyncLifetime
{
    private static readonly ConfigurationAuthor Ann = new("ann", "192.0.2.0/24", "c-1");
    private static readonly ConfigurationKey Key = Drafts.Key("db", "prod");
    private static readonly ServiceName Orders = ServiceName.Parse("orders");

    private RolloutStoreUnderTest? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private RolloutStoreUnderTest Store => _store ?? throw new InvalidOperationException("The test has not started.");

    private IRolloutStore Rollouts => Store.Rollouts;

    public async ValueTask InitializeAsync() => _store = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract ValueTask<RolloutStoreUnderTest> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Start_IsKeptAsItWas()
    {
        await WriteTwoAsync();
        var plan = Plan() with
        {
            Labels = new Dictionary<string, string> { ["zone"] = "a" },
            Gate = new RolloutGate { MaxErrorRate = 0.25, MinSamples = 7, CompareWithStable = true },
            Approval = new RolloutApproval(ApprovalMoment.End, TimeSpan.FromMinutes(3), TimeoutAction.Pause, true),
            OnFailure = FailureAction.Pause,
        };

        var started = await StartAsync(plan: plan);

        Assert.Equal(RolloutStartOutcome.Started, started.Outcome);
        var found = (await Rollouts.FindAsync(started.Rollout!.Id, Cancel))!;
        Assert.Equivalent(started.Rollout, found, strict: true);
        Assert.Equivalent(found, await Rollouts.FindUnderWayAsync(Key, Cancel), strict: true);
        Assert.Equal((2, 1, Key, plan.Gate, plan.Approval), (found.Version, found.StableVersion, found.Key, found.Plan.Gate, found.Plan.Approval));
        Assert.Equal((RolloutNoteKind.Started, "ann", "why"), (found.Timeline[0].What, found.Timeline[0].By, found.Timeline[0].Detail));
        Assert.Equal([Key], await Rollouts.ListUnderWayAsync(Cancel));
    }

    [Fact]
    public async Task Start_OfWhatCannotBe_StoresNothing()
    {
        Assert.Equal(RolloutStartOutcome.NotFound, (await StartAsync()).Outcome);
        await WriteTwoAsync();
        await TakeEventsAsync();

        Assert.Equal(RolloutStartOutcome.NoSuchVersion, (await StartAsync(9)).Outcome);
        Assert.Equal(RolloutStartOutcome.Holds, (await StartAsync(1)).Outcome);

        Assert.Empty(await Rollouts.ListUnderWayAsync(Cancel));
        Assert.Empty(await TakeEventsAsync());
    }

    [Fact]
    public async Task Start_ManyAtOnce_OneIsUnderWay()
    {
        await WriteTwoAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync()));

        var winner = Assert.Single(results, result => result.Outcome is RolloutStartOutcome.Started).Rollout!;
        Assert.All(results.Where(result => result.Outcome is not RolloutStartOutcome.Started), result => Assert.Equal((RolloutStartOutcome.UnderWay, winner.Id), (result.Outcome, result.Rollout!.Id)));
    }

    [Fact]
    public async Task Start_ThatSupersedes_EndsTheOldOneAndItsShare()
    {
        await WriteTwoAsync();
        var first = (await StartAsync()).Rollout!;
        Assert.True(await Rollouts.TryApplyAsync(Observe(first, "o-1"), null, Cancel));

        var second = (await StartAsync(supersede: true)).Rollout!;

        var old = (await Rollouts.FindAsync(first.Id, Cancel))!;
        Assert.Equal((RolloutPhase.RolledBack, Time.GetUtcNow()), (old.Progress.Phase, old.EndedAt));
        Assert.Equal(RolloutNoteKind.Superseded, old.Timeline[^1].What);
        Assert.Equal(second.Id, (await Rollouts.FindUnderWayAsync(Key, Cancel))!.Id);
        Assert.Empty(Assert.Single(await Store.Shares.ListAsync(Cancel)).Assigned);
        Assert.Equal([second.Id, first.Id], (await Rollouts.ListAsync(first.ConfigurationId, PageRequest.First, Cancel)).Items.Select(one => one.Id));
    }

    [Fact]
    public async Task Change_KeepsWhatItIsJudgedBy()
    {
        await WriteTwoAsync();
        var begun = (await StartAsync(plan: Plan() with { Gate = new RolloutGate { MaxErrorRate = 0, CompareWithStable = true } })).Rollout!;
        var ill = new SeenInstance(InstanceId.Parse("o-1"), Orders, HealthStatus.Unhealthy, Time.GetUtcNow(), false);
        var usual = new RequestFigures(4, 3, 1);
        var evidence = new RolloutEvidence([ill])
        {
            Candidate = CountedFigures.None,
            Stable = new Dictionary<string, StableFigures> { ["orders"] = StableFigures.None.With(FigurePeriod.Since, usual) },
        };

        Assert.True(await Rollouts.TryApplyAsync(RolloutTurns.Observe(begun, evidence, Time.GetUtcNow()), null, Cancel));

        var stored = (await Rollouts.FindAsync(begun.Id, Cancel))!;
        Assert.Equal([ill.Id], stored.Baseline!.Ill);
        Assert.Equal((Time.GetUtcNow(), usual), (stored.Memory.At, stored.Memory.Figures["orders"]));
        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), stored.Mark);
        Assert.Equal(["all that serve it were unhealthy before", "samples"], stored.Gate.Kinds!);
    }

    [Fact]
    public async Task Change_ThatGivesAMarkNoNewerThanAnyOther_IsNotStored()
    {
        await WriteTwoAsync();
        var other = Drafts.Key("cache", "prod");
        await WriteAsync(new CreateConfiguration(other, Drafts.Of("b: 1", "orders")) { By = Ann, Activate = false });
        Assert.Equal(0, await Rollouts.NewestMarkAsync(Cancel));
        var second = (await Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), other, new RolloutOrder(1, Plan(), false)) { By = Ann }, Cancel)).Rollout!;
        var first = await GivenAsync("o-1");
        var newest = Assert.Single(first.Members).Mark;
        Assert.Equal((newest, newest), (first.Mark, await Rollouts.NewestMarkAsync(Cancel)));
        Assert.Equal(newest, (await Store.Shares.ListAsync(Cancel)).Single(share => share.RolloutId == first.Id).Marks[InstanceId.Parse("o-1")]);

        // Decided at the same moment, or by a clock that is behind, without knowing of it.
        Assert.False(await Rollouts.TryApplyAsync(Observe(second, "o-1"), null, Cancel));
        Assert.True(await Rollouts.TryApplyAsync(Observe(second, "o-1", newestMark: newest), null, Cancel));

        Assert.Equal(newest + 1, await Rollouts.NewestMarkAsync(Cancel));
    }

    [Fact]
    public async Task Change_DecidedOnAnOlderState_IsNotStored()
    {
        await WriteTwoAsync();
        var begun = (await StartAsync()).Rollout!;

        Assert.True(await Rollouts.TryApplyAsync(Observe(begun, "o-1"), null, Cancel));
        Assert.False(await Rollouts.TryApplyAsync(Observe(begun, "o-2"), null, Cancel));

        var share = Assert.Single(await Store.Shares.ListAsync(Cancel));
        Assert.Equal((ConfigurationKind.Settings, 2, 1, 50), (share.Kind, share.Version, share.StableVersion, share.Percent));
        Assert.Equal("o-1", Assert.Single(share.Assigned).Value);
    }

    [Fact]
    public async Task Given_IsWhatRolloutsUnderWayGiveToThatInstance()
    {
        await WriteTwoAsync();
        var other = Drafts.Key("cache", "prod");
        await WriteAsync(new CreateConfiguration(other, Drafts.Of("b: 1", "orders")) { By = Ann, Activate = false });
        Assert.Empty(await Store.Shares.ListGivenAsync(InstanceId.Parse("o-1"), Cancel));
        var first = await GivenAsync("o-1");
        var second = (await Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), other, new RolloutOrder(1, Plan(), false)) { By = Ann }, Cancel)).Rollout!;
        Assert.True(await Rollouts.TryApplyAsync(Observe(second, "o-1", newestMark: first.Mark), null, Cancel));

        var given = await Store.Shares.ListGivenAsync(InstanceId.Parse("o-1"), Cancel);

        Assert.Equal(
            new[] { new GivenVersion(first.ConfigurationId, 2, first.Share.Assignment), new GivenVersion(second.ConfigurationId, 1, second.Share.Assignment) }.OrderBy(one => one.Version),
            given.OrderBy(one => one.Version));
        Assert.Empty(await Store.Shares.ListGivenAsync(InstanceId.Parse("o-2"), Cancel));

        first = (await Rollouts.FindAsync(first.Id, Cancel))!;
        Assert.True(await Rollouts.TryApplyAsync(RolloutTurns.Order(first, RolloutCommand.Abort, "ben", new RolloutCommandBody(), Time.GetUtcNow()).Change, Ann, Cancel));
        Assert.Equal(second.ConfigurationId, Assert.Single(await Store.Shares.ListGivenAsync(InstanceId.Parse("o-1"), Cancel)).ConfigurationId);
    }

    [Fact]
    public async Task Member_IsKeptWithWhenItHadStarted()
    {
        await WriteTwoAsync();
        var started = Time.GetUtcNow() - TimeSpan.FromHours(1);

        var rollout = await GivenAsync("o-1", started);

        Assert.Equal(started, Assert.Single(rollout.Members).StartedAt);
        Assert.Equal(started, Assert.Single((await Rollouts.FindUnderWayAsync(Key, Cancel))!.Members).StartedAt);
    }

    [Fact]
    public async Task Acknowledgement_IsNotedOfThatVersionByThoseWhoWereGivenIt()
    {
        await WriteTwoAsync();
        var rollout = await GivenAsync("o-1");

        Assert.False(await AcknowledgeAsync("o-2", 2, true));
        Assert.False(await AcknowledgeAsync("o-1", 1, true));
        Assert.True(await AcknowledgeAsync("o-1", 2, false));
        Assert.True(await AcknowledgeAsync("o-1", 2, true));

        var member = Assert.Single((await Rollouts.FindAsync(rollout.Id, Cancel))!.Members);
        Assert.Equal((false, "no", Time.GetUtcNow()), (member.Applied, member.Error, member.AcknowledgedAt));
        var refused = (await Rollouts.FindAsync(rollout.Id, Cancel))!;
        var change = RolloutTurns.Order(refused, RolloutCommand.Pause, "ben", new RolloutCommandBody(), Time.GetUtcNow()).Change;
        Assert.True(await Rollouts.TryApplyAsync(change, Ann, Cancel));
        Assert.False(Assert.Single((await Rollouts.FindAsync(rollout.Id, Cancel))!.Members).Applied);
        var paused = (await Rollouts.FindAsync(rollout.Id, Cancel))!;
        var before = Assert.Single(await Store.Shares.ListGivenAsync(InstanceId.Parse("o-1"), Cancel)).Assignment;
        Assert.True(await Rollouts.TryApplyAsync(RolloutTurns.Order(paused, RolloutCommand.Resume, "ben", new RolloutCommandBody(), Time.GetUtcNow()).Change, Ann, Cancel));
        Assert.Null(Assert.Single((await Rollouts.FindAsync(rollout.Id, Cancel))!.Members).Applied);
        var resumed = Assert.Single(await Store.Shares.ListGivenAsync(InstanceId.Parse("o-1"), Cancel)).Assignment;
        Assert.NotEqual(before, resumed);
        Assert.Equal(resumed, Assert.Single(await Store.Shares.ListAsync(Cancel)).Assignment);
    }

    [Fact]
    public async Task Refusal_VoidsWhatWasDecidedWithoutIt_AnAcknowledgementDoesNot()
    {
        await WriteTwoAsync();
        var rollout = await GivenAsync("o-1");
        Assert.True(await AcknowledgeAsync("o-1", 2, true));
        var paused = RolloutTurns.Order(rollout, RolloutCommand.Pause, "ben", new RolloutCommandBody(), Time.GetUtcNow()).Change;
        Assert.True(await Rollouts.TryApplyAsync(paused, Ann, Cancel));
        Assert.True(Assert.Single((await Rollouts.FindAsync(rollout.Id, Cancel))!.Members).Applied);

        Assert.True(await AcknowledgeAsync("o-1", 2, false));
        var promoted = RolloutTurns.Order(paused.After, RolloutCommand.Promote, "ben", new RolloutCommandBody(), Time.GetUtcNow()).Change;
        Assert.False(await Rollouts.TryApplyAsync(promoted, Ann, Cancel));

        var refused = (await Rollouts.FindAsync(rollout.Id, Cancel))!;
        Assert.Equal((false, paused.After.Revision + 1), (Assert.Single(refused.Members).Applied, refused.Revision));
        Assert.True(await AcknowledgeAsync("o-1", 2, false));
        Assert.Equal(refused.Revision, (await Rollouts.FindAsync(rollout.Id, Cancel))!.Revision);
    }

    [Fact]
    public async Task Acknowledgement_WhoeverRegistersAsTheSameAfterIt_HasRestarted_ButItRenewsNoLease_AndIsToldNobody()
    {
        await WriteTwoAsync();
        var registered = await RegisterAsync();
        await GivenAsync("o-1", registered.StartedAt);
        Assert.Equal(registered.StartedAt, (await RegisterAsync()).StartedAt);
        var before = await FindAsync();
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await AcknowledgeAsync("o-1", 2, true));
        Assert.Equal((before.Status, before.Ends, Time.GetUtcNow(), before.Started, before.Revision), await FindAsync());
        Assert.Empty(await TakeEventsAsync());
        Assert.True((await RegisterAsync()).StartedAt > Time.GetUtcNow());
    }

    [Fact]
    public async Task UnderWay_WritesThatWouldHoldAreRefused()
    {
        await WriteTwoAsync();
        await StartAsync();

        Assert.Equal(ConfigurationOutcome.RolloutUnderWay, (await WriteAsync(new ReplaceConfiguration(Key, Drafts.Of("a: 3")) { By = Ann })).Outcome);
        Assert.Equal(ConfigurationOutcome.RolloutUnderWay, (await WriteAsync(new DeleteConfiguration(Key) { By = Ann })).Outcome);
        var waiting = await WriteAsync(new ReplaceConfiguration(Key, Drafts.Of("a: 3")) { By = Ann, Activate = false });
        Assert.Equal((ConfigurationOutcome.Updated, 3, 1), (waiting.Outcome, waiting.Head!.Version, waiting.Head.Active));
        Assert.Equal(ConfigurationOutcome.RolloutUnderWay, (await WriteAsync(new RollBackConfiguration(waiting.Head.Id, 1) { By = Ann })).Outcome);
    }

    [Fact]
    public async Task Completed_TheVersionHolds_AndAllIsToldAndRecorded()
    {
        await WriteTwoAsync();
        var rollout = await GivenAsync("o-1");
        await TakeEventsAsync();

        var change = RolloutTurns.Order(rollout, RolloutCommand.Promote, "ben", new RolloutCommandBody("enough"), Time.GetUtcNow()).Change;
        Assert.True(await Rollouts.TryApplyAsync(change, new ConfigurationAuthor("ben"), Cancel));

        var head = (await Store.Configurations.Configurations.FindHeadAsync(Key, Cancel))!;
        Assert.Equal((2, 2, Drafts.Of("a: 2").Document.Hash), (head.Version, head.Active, head.ActiveHash));
        Assert.Empty(await Store.Shares.ListAsync(Cancel));
        Assert.Null(await Rollouts.FindUnderWayAsync(Key, Cancel));
        var told = await TakeEventsAsync();
        Assert.Equal(["promoted", "completed"], told.Where(one => one.Type == EventTypes.ConfigurationRollout).Select(one => (string)JsonNode.Parse(one.Data)!["what"]!));
        Assert.Equal("activated", (string?)JsonNode.Parse(Assert.Single(told, one => one.Type == EventTypes.ConfigurationChanged).Data)!["change"]);
        Assert.All(told.Where(one => one.Type.StartsWith("toskamesh.configuration", StringComparison.Ordinal)), one => Assert.Equal("db@prod", one.Subject));
        var recorded = (await Store.Configurations.RecordedAsync()).Where(one => one.Action.StartsWith("rollout.", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [("rollout.completed", null), ("rollout.promoted", "ben"), ("rollout.started", "ann")],
            recorded.Select(one => (one.Action, one.Actor)).OrderBy(one => one.Action, StringComparer.Ordinal));
    }

    private static RolloutPlan Plan() => new()
    {
        Author = "ann",
        Steps = [new RolloutStep(50, TimeSpan.FromMinutes(1)), new RolloutStep(100, TimeSpan.FromMinutes(1))],
        Gate = new RolloutGate(),
    };

    private async Task<Rollout> GivenAsync(string instance, DateTimeOffset? started = null)
    {
        var begun = (await StartAsync()).Rollout!;
        Assert.True(await Rollouts.TryApplyAsync(Observe(begun, instance, started), null, Cancel));
        return (await Rollouts.FindAsync(begun.Id, Cancel))!;
    }

    private RolloutChange Observe(Rollout rollout, string instance, DateTimeOffset? started = null, long newestMark = 0)
    {
        var seen = new SeenInstance(InstanceId.Parse(instance), Orders, HealthStatus.Healthy, started ?? Time.GetUtcNow(), true);
        return RolloutTurns.Observe(rollout, new RolloutEvidence([seen]) { NewestMark = newestMark }, Time.GetUtcNow());
    }

    private async Task WriteTwoAsync()
    {
        await WriteAsync(new CreateConfiguration(Key, Drafts.Of("a: 1")) { By = Ann });
        await WriteAsync(new ReplaceConfiguration(Key, Drafts.Of("a: 2", "orders")) { By = Ann, Activate = false });
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    private Task<ConfigurationResult> WriteAsync(ConfigurationChange change) => Store.Configurations.Configurations.ApplyAsync(change, Cancel);

    private async Task<RolloutStartResult> StartAsync(long version = 2, bool supersede = false, RolloutPlan? plan = null)
    {
        Time.Advance(TimeSpan.FromMilliseconds(1));
        var start = new RolloutStart(Guid.CreateVersion7(), Key, new RolloutOrder(version, plan ?? Plan(), supersede, "why")) { By = Ann };
        return await Rollouts.StartAsync(start, Cancel);
    }

    private async Task<ServiceInstance> RegisterAsync() => (await Store.Registry.RegisterAsync(Registrations.Of("orders", "o-1"), Callers.Admin, Cancel)).Instance!;

    private async Task<(HealthStatus Status, DateTimeOffset Ends, DateTimeOffset? Heard, DateTimeOffset Started, long Revision)> FindAsync()
    {
        var it = (await Store.Registry.FindAsync(InstanceId.Parse("o-1"), Cancel))!;
        return (it.Status, it.ExpiresAt, it.LastHealthCheck, it.StartedAt, it.Revision);
    }

    private Task<bool> AcknowledgeAsync(string instance, long version, bool applied) => Rollouts.AcknowledgeAsync(
        new RolloutAcknowledgement(InstanceId.Parse(instance), Orders, Key, version, applied, applied ? null : "no"), Cancel);

    private async Task<IReadOnlyList<MeshEvent>> TakeEventsAsync()
    {
        var pending = await Store.Configurations.Outbox.ReadDueAsync(100, Cancel);
        await Store.Configurations.Outbox.MarkSentAsync([.. pending.Select(entry => entry.Sequence)], Cancel);
        return [.. pending.Select(entry => entry.Event)];
    }
}

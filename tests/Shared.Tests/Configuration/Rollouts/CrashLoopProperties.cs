using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>
/// A version that ends each process that runs it, after times that are drawn: shorter or longer than what it takes to say
/// that it runs, than the interval of heartbeats, and than a turn. A supervisor starts each again, as exactly the same.
/// </summary>
public sealed class CrashLoopProperties
{
    private const int Fleet = 4;
    private static readonly ServiceName Orders = ServiceName.Parse("orders");
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);
    private static readonly RolloutStep[] Steps = [new(25, TimeSpan.FromSeconds(20)), new(100, TimeSpan.FromSeconds(20))];

    /// <summary>In ticks; a life begins as the process gets the version, and with the start after it it is shorter than a bake.</summary>
    private static Gen<Habits> Loops => Gen.Select(Gen.Int[1, 150], Gen.Int[0, 10], Gen.Int[0, 15], Gen.OneOf(Gen.Int[1, 70], Gen.Int[1, 8]).Array[1, 12])
        .Select((beat, word, start, lives) => new Habits(beat, word, start, lives));

    [Fact]
    public void Version_ThatEndsEachProcess_NeverPassesItsFirstStep() => Loops.Sample(
        habits =>
        {
            var rollout = PlayAsync(habits).GetAwaiter().GetResult();
            Assert.Equal(0, rollout.Progress.Step);
            Assert.Single(rollout.Members);
            Assert.NotEqual(RolloutPhase.Completed, rollout.Progress.Phase);
        },
        iter: 400);

    [Fact]
    public void Version_ThatEndsNone_Completes_OfProcessesThatRegisterOnceAndSendHeartbeats() => Loops.Sample(
        habits => Assert.Equal(RolloutPhase.Completed, PlayAsync(habits with { Lives = [] }).GetAwaiter().GetResult().Progress.Phase), iter: 100);

    private static async Task<Rollout> PlayAsync(Habits habits)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var store = new InMemoryMeshStore(time);
        var advance = new AdvanceRollout(store.Rollouts, [new SettingsEvidence(store.Registry, store.Reports, store.Rollouts, time)], time);
        var processes = Enumerable.Range(0, Fleet).Select(number => new Supervised(store, habits, number)).ToList();
        foreach (var process in processes)
        {
            await process.TickAsync(hasVersion: false);
        }

        await store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann"), Activate = false }, default);
        var plan = new RolloutPlan { Author = "ann", Steps = Steps, Gate = new RolloutGate() };
        var id = (await store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), Drafts.Key("db"), new RolloutOrder(1, plan, false)) { By = new("ann") }, default)).Rollout!.Id;
        var rollout = (await store.Rollouts.FindAsync(id, default))!;
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(5) && !rollout.IsOver; passed += Tick)
        {
            if (passed.Ticks % Turn.Ticks == 0)
            {
                await store.Registry.SweepAsync(default);
                await advance.RunAsync(Drafts.Key("db"), default);
                rollout = (await store.Rollouts.FindAsync(id, default))!;
            }

            time.Advance(Tick);
            var assigned = rollout.Members.Select(member => member.Id).ToHashSet();
            foreach (var process in processes)
            {
                await process.TickAsync(!rollout.IsOver && assigned.Contains(process.Id));
            }
        }

        return rollout;
    }

    /// <param name="Beat">Ticks between heartbeats; the first is sent so long after the start.</param>
    /// <param name="Word">Ticks from getting the version to saying that it runs.</param>
    /// <param name="Start">Ticks from a process' end to the next one's registration.</param>
    /// <param name="Lives">Ticks that one process after the other lives with the version, again and again; empty is for ever.</param>
    private sealed record Habits(int Beat, int Word, int Start, int[] Lives);

    /// <summary>One process after the other under one id.</summary>
    private sealed class Supervised(InMemoryMeshStore store, Habits habits, int number)
    {
        private int? _age;
        private int? _withVersion;
        private int _down = habits.Start;
        private int _lives;

        public InstanceId Id { get; } = InstanceId.Parse($"o-{number}");

        public async Task TickAsync(bool hasVersion)
        {
            if (_age is null)
            {
                await StartAsync();
                return;
            }

            _age++;
            _withVersion = hasVersion ? (_withVersion ?? -1) + 1 : null;
            if (habits.Lives.Length > 0 && _withVersion >= habits.Lives[_lives % habits.Lives.Length])
            {
                (_age, _withVersion, _down) = (null, null, 0);
                _lives++;
                return;
            }

            if (_withVersion == habits.Word)
            {
                await store.Rollouts.AcknowledgeAsync(new RolloutAcknowledgement(Id, Orders, Drafts.Key("db"), 1, true, null), default);
            }

            if (_age % habits.Beat == 0)
            {
                await store.Registry.HeartbeatAsync(Id, Callers.Admin, default);
            }
        }

        private async Task StartAsync()
        {
            if (_down++ < habits.Start)
            {
                return;
            }

            _age = 0;
            await store.Registry.RegisterAsync(
                Registrations.Of("orders", Id.Value, 5000 + number, plain => plain with { Lease = 3 * habits.Beat * Tick + Turn }), Callers.Admin, default);
        }
    }
}

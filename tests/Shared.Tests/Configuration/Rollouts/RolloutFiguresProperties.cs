using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Observations;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>
/// Gateways that learn of an assignment late or never, with clocks of their own, whose requests take long and whose
/// reports come late, in any order, and twice: whatever was sent before an instance got its version is not the version's.
/// </summary>
public sealed class RolloutFiguresProperties
{
    private enum Act
    {
        Send = 0, Complete, Close, Report, Apply, Pass, Turn, Pause, Resume,
    }

    private static readonly Gen<(Act What, int Gateway, int Which)[]> Histories =
        Gen.Select(Gen.Frequency((6, Gen.Const(Act.Send)), (3, Gen.Const(Act.Complete)), (8, Gen.Int[2, 8].Select(one => (Act)one))), Gen.Int[0, 2], Gen.Int[0, 9]).Array[0, 60];

    [Fact]
    public void Requests_SentBeforeTheAssignment_NeverCountToTheVersion() =>
        Gen.Select(Histories, Histories).Sample((before, after) => PlayAsync(before, after).GetAwaiter().GetResult(), iter: 300);

    [Fact]
    public async Task Requests_SentSinceTheAssignment_Count()
    {
        // One of the two has the version.
        (Act, int, int)[] after = [(Act.Apply, 0, 0), (Act.Send, 0, 0), (Act.Send, 0, 1), (Act.Complete, 0, 1), (Act.Complete, 0, 1), (Act.Close, 0, 0), (Act.Report, 0, 0), (Act.Report, 0, 1)];

        Assert.Equal(new RequestFigures(1, 0, 0), await PlayAsync([(Act.Send, 0, 0)], after));
    }

    // All that is sent before the last assignment fails, and nothing after it.
    private static async Task<RequestFigures> PlayAsync((Act What, int Gateway, int Which)[] before, (Act What, int Gateway, int Which)[] after)
    {
        var mesh = new Mesh();
        await mesh.StartAsync();
        foreach (var (what, gateway, which) in before)
        {
            await mesh.DoAsync(what, gateway, which, fails: true);
        }

        await mesh.AssignAnewAsync();
        foreach (var (what, gateway, which) in after.Where(act => act.What < Act.Turn))
        {
            await mesh.DoAsync(what, gateway, which, fails: false);
        }

        var counted = await mesh.CountedAsync();
        Assert.Equal(0, counted.Failures);
        return counted;
    }

    private sealed class Mesh
    {
        private static readonly ConfigurationKey Key = Drafts.Key("db");
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 55, TimeSpan.Zero));
        private readonly InMemoryMeshStore _store;
        private readonly AdvanceRollout _advance;
        private readonly Gateway[] _gateways = [new(0), new(-3), new(4)];

        public Mesh()
        {
            _store = new InMemoryMeshStore(_time);
            _advance = new AdvanceRollout(_store.Rollouts, [new SettingsEvidence(_store.Registry, _store.Reports, _store.Rollouts, _time)], _time);
        }

        public async Task StartAsync()
        {
            foreach (var (id, port) in new[] { ("o-0", 5000), ("o-1", 5001) })
            {
                await _store.Registry.RegisterAsync(Registrations.Of("orders", id, port, plain => plain with { Lease = TimeSpan.FromDays(1) }), Callers.Admin, default);
            }

            var by = new ConfigurationAuthor("ann");
            await _store.Configurations.ApplyAsync(new CreateConfiguration(Key, Drafts.Of("a: 1", "orders")) { By = by, Activate = false }, default);
            var plan = new RolloutPlan
            {
                Author = "ann",
                Steps = [new RolloutStep(50, TimeSpan.FromHours(9)), new RolloutStep(100, TimeSpan.FromHours(9))],
                Gate = new RolloutGate { MaxErrorRate = 0, MinSamples = 1 },
                OnFailure = FailureAction.Pause,
            };
            await _store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), Key, new RolloutOrder(1, plan, false)) { By = by }, default);
        }

        public async Task DoAsync(Act what, int gateway, int which, bool fails)
        {
            var one = _gateways[gateway];
            switch (what)
            {
                case Act.Send:
                    one.Send($"o-{which % 2}", fails);
                    break;
                case Act.Complete:
                    one.Complete(which);
                    break;
                case Act.Close:
                    one.Close(_time.GetUtcNow());
                    break;
                case Act.Report when one.Take(which) is { } window:
                    await _store.Reports.RecordAsync(Reports.From($"gw-{gateway}", window), default);
                    break;
                case Act.Apply:
                    one.Table = await new RoutedConfigurations(_store.Configurations, _store.Rollouts).ReadAsync(default);
                    break;
                case Act.Pass:
                    _time.Advance(TimeSpan.FromSeconds(7 * which));
                    break;
                case Act.Turn:
                    await _advance.RunAsync(Key, default);
                    break;
                case Act.Pause or Act.Resume:
                    await OrderAsync(what is Act.Pause ? RolloutCommand.Pause : RolloutCommand.Resume);
                    break;
            }
        }

        public async Task AssignAnewAsync()
        {
            await _advance.RunAsync(Key, default);
            await OrderAsync(RolloutCommand.Pause);
            await OrderAsync(RolloutCommand.Resume);
            await _advance.RunAsync(Key, default);
        }

        public async Task<RequestFigures> CountedAsync()
        {
            var rollout = (await _store.Rollouts.FindUnderWayAsync(Key, default))!;
            Assert.All(rollout.Members, member => Assert.True(member.Mark > 0));
            var evidence = await new SettingsEvidence(_store.Registry, _store.Reports, _store.Rollouts, _time).GatherAsync(rollout, default);
            return evidence.Given.Values.Aggregate(RequestFigures.None, (sum, one) => sum + one.Whole);
        }

        private async Task OrderAsync(RolloutCommand command) =>
            await _advance.OrderAsync((await _store.Rollouts.FindUnderWayAsync(Key, default))!, command, new RolloutCommandBody(), new ConfigurationAuthor("ben"), default);
    }

    /// <param name="ahead">Minutes that its clock is ahead.</param>
    private sealed class Gateway(int ahead)
    {
        private readonly List<(string Instance, long Mark, bool Fails)> _underWay = [];
        private readonly Dictionary<(string Instance, long Mark), RequestFigures> _open = [];
        private readonly List<InstanceObservation> _closed = [];
        private DateTimeOffset _closedAt = DateTimeOffset.UnixEpoch;

        public IReadOnlyList<RoutedConfiguration> Table { get; set; } = [];

        public void Send(string instance, bool fails)
        {
            var rollout = Table.SingleOrDefault()?.Rollout;
            var place = rollout?.Instances.ToList().IndexOf(instance) ?? -1;
            _underWay.Add((instance, rollout?.Marks?.SingleOrDefault(mark => mark.Of.Contains(place))?.Mark ?? 0, fails));
        }

        public void Complete(int which)
        {
            if (_underWay.Count > 0)
            {
                var (instance, mark, fails) = _underWay[which % _underWay.Count];
                _underWay.RemoveAt(which % _underWay.Count);
                _open[(instance, mark)] = _open.GetValueOrDefault((instance, mark), RequestFigures.None) + new RequestFigures(1, fails ? 1 : 0, 0);
            }
        }

        public void Close(DateTimeOffset now)
        {
            var end = now + TimeSpan.FromMinutes(ahead) > _closedAt ? now + TimeSpan.FromMinutes(ahead) : _closedAt.AddTicks(1);
            _closed.AddRange(_open.Select(one => Reports.Counted(one.Key.Instance, _closedAt, end - _closedAt, one.Value, mark: one.Key.Mark)));
            _open.Clear();
            _closedAt = end;
        }

        // Any of them, and again.
        public InstanceObservation? Take(int which) => _closed.Count == 0 ? null : _closed[which % _closed.Count];
    }
}

using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>
/// A canary, and a control plane that is away again and again, for moments and for minutes, and whose timer comes back
/// later than the rest of it.
/// </summary>
public sealed class AbsenceProperties
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // For how long it is away, then how late its timer is, then for how long it is back beyond the interval of a heartbeat.
    private static readonly Gen<(int Away, int TimerLate, int Back)[]> Outages =
        Gen.Select(Gen.Frequency((3, Gen.Int[1, 15]), (3, Gen.Int[10, 59]), (1, Gen.Int[60, 200])), Gen.Int[0, 22], Gen.Int[1, 60]).Array[1, 6];

    private static readonly Gen<int> Leases = Gen.Frequency((3, Gen.Int[5, 15]), (1, Gen.Int[16, 120]));

    [Fact]
    public void LiveInstance_ThatRenewsWheneverItIsAnswered_IsNeverTakenForFailed() =>
        Gen.Select(Leases, Gen.Int[0, 100], Outages).Sample((lease, phase, outages) => PlayAsync(lease, phase, outages, null).GetAwaiter().GetResult(), iter: 300);

    [Fact]
    public void DeadInstance_IsNeverTakenForWell_AndFailsSoonAfterTheReturn() =>
        Gen.Select(Leases, Gen.Int[0, 100], Outages, Gen.Int[0, 100]).Sample(
            (lease, phase, outages, diesAt) => PlayAsync(lease, phase, outages, diesAt).GetAwaiter().GetResult(), iter: 300);

    private static async Task PlayAsync(int lease, int phase, (int Away, int TimerLate, int Back)[] outages, int? diesAtPercent)
    {
        var world = new World(TimeSpan.FromSeconds(lease), phase / 100.0);
        await world.BeginAsync();
        var total = outages.Sum(outage => outage.Away + outage.Back + (lease / 3.0));
        world.DiesAt = diesAtPercent is { } percent ? TimeSpan.FromSeconds(total * percent / 100) : null;
        await world.PassAsync(TimeSpan.FromSeconds(10), isAwake: true, TimeSpan.Zero);
        foreach (var (away, late, back) in outages)
        {
            await world.PassAsync(TimeSpan.FromSeconds(away), isAwake: false, TimeSpan.Zero);
            await world.PassAsync(TimeSpan.FromSeconds(back + (lease / 3.0)), isAwake: true, TimeSpan.FromSeconds(late));
        }

        // A lease, the shortest absence that is known for one, and a turn.
        await world.PassAsync(world.Lease + Absence.DefaultGap + GraceRules.DefaultLength + (2 * Interval), isAwake: true, TimeSpan.Zero);
        Assert.Equal(world.DiesAt is not null, world.HasFailed);
    }

    private sealed class World
    {
        private static readonly InstanceId Id = InstanceId.Parse("o-1");
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        private readonly InMemoryMeshStore _store;
        private readonly DateTimeOffset _start;
        private readonly TimeSpan _first;
        private int _heartbeats;
        private DateTimeOffset _turnedAt;

        public World(TimeSpan lease, double phase)
        {
            (_store, _start, Lease, _first) = (new InMemoryMeshStore(_time), _time.GetUtcNow(), lease, lease / 3 * phase);
        }

        public TimeSpan Lease { get; }

        public TimeSpan? DiesAt { get; set; }

        public bool HasFailed { get; private set; }

        private static CancellationToken Cancel => TestContext.Current.CancellationToken;

        private TimeSpan Now => _time.GetUtcNow() - _start;

        private bool IsAlive => !(Now >= DiesAt);

        public async Task BeginAsync()
        {
            await _store.Registry.RegisterAsync(Registrations.Of("orders", Id.Value, 5001, plain => plain with { Lease = Lease }), Callers.Admin, Cancel);
            await _store.Registry.HeartbeatAsync(Id, Callers.Admin, Cancel);
        }

        public async Task PassAsync(TimeSpan span, bool isAwake, TimeSpan timerLate)
        {
            var (begin, end) = (Now, Now + span);
            while (Now < end)
            {
                if (isAwake)
                {
                    await ServeAsync(hasTimer: Now - begin >= timerLate);
                }
                else
                {
                    // What it sends is not answered, and not sent again.
                    IsHeartbeatDue();
                }

                _time.Advance(Step);
            }
        }

        private async Task ServeAsync(bool hasTimer)
        {
            if (hasTimer && Now.Ticks % Interval.Ticks == 0)
            {
                await _store.Registry.SweepAsync(Cancel);
            }

            if (IsHeartbeatDue() && IsAlive)
            {
                await _store.Registry.HeartbeatAsync(Id, Callers.Admin, Cancel);
            }

            if (_time.GetUtcNow() - _turnedAt >= Interval)
            {
                _turnedAt = _time.GetUtcNow();
                await LookAsync();
            }
        }

        private bool IsHeartbeatDue()
        {
            var due = _first + (Lease / 3 * _heartbeats) <= Now;
            _heartbeats += due ? 1 : 0;
            return due;
        }

        private async Task LookAsync()
        {
            if ((await _store.Registry.ListStatusAsync(new StatusFilter(), PageRequest.First, Cancel)).Items is not [var found])
            {
                Assert.True(HasFailed, $"{Now}: it left");
                return;
            }

            var seen = SeenInstance.Of(found.Instance, found.IsSpared, null, _time.GetUtcNow());
            var isWell = seen is { Status: HealthStatus.Healthy, IsAwaited: false };
            var hasFailed = seen.HasExpired && seen.Status is HealthStatus.Unhealthy;
            var told = $"{Now} {seen}, {found.Instance.ExpiresAt - _start}, dead since {DiesAt}";
            Assert.True(isWell || hasFailed || seen is { IsAwaited: true, Status: HealthStatus.Unknown }, told);
            Assert.True(IsAlive ? !hasFailed : !isWell || _time.GetUtcNow() < found.Instance.ExpiresAt, told);
            HasFailed |= hasFailed;
        }
    }
}

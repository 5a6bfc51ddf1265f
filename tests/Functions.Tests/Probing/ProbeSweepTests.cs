using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Probing;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Health;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Probing;

public sealed partial class ProbeSweepTests : IDisposable
{
    private static readonly HealthCheck Check = new()
    {
        Type = HealthCheckType.Http,
        Endpoint = "/health",
        Interval = TimeSpan.FromSeconds(2),
        Timeout = TimeSpan.FromSeconds(1),
        UnhealthyThreshold = 2,
    };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly InMemoryMeshStore _store;
    private readonly ScriptedProber _prober;
    private readonly CountingAfterCommit _afterCommit = new();
    private readonly ProbeBulkheads _bulkheads;
    private readonly InstanceProbes _probes;

    public ProbeSweepTests()
    {
        _store = new InMemoryMeshStore(_time);
        _prober = new ScriptedProber(_time);
        _bulkheads = new ProbeBulkheads(Options.Create(new HealthOptions { MaxProbesOfService = 3 }), _time);
        _probes = new InstanceProbes(_store.Registry, _prober, _bulkheads, _afterCommit, _time, NullLogger<InstanceProbes>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _bulkheads.Dispose();

    [Fact]
    public async Task Plan_WhereGatewaysProbe_IsEmpty()
    {
        await RegisterAsync("orders-1");

        Assert.Equal(["orders-1"], (await Sweep().PlanAsync(10, Cancel)).Shards);
        Assert.Empty((await Sweep(HealthProber.Gateway).PlanAsync(10, Cancel)).Shards);
    }

    [Fact]
    public void Plan_Shards_CoverAllIdsOnce()
    {
        var window = new SweepWindow(_time.GetUtcNow());

        Assert.Equal(
            [new ShardWindow("a", "m", window.Start), new ShardWindow("m", null, window.Start)],
            new ProbePlan(["a", "m"]).Of(window));
    }

    [Fact]
    public void Window_After_HasNoGap_ButForgetsALongPause()
    {
        var first = new SweepWindow(_time.GetUtcNow());

        Assert.Equal(first.End, SweepWindow.After(first, first.End + TimeSpan.FromSeconds(1)).Start);
        Assert.Equal(first.End + TimeSpan.FromMinutes(1), SweepWindow.After(first, first.End + TimeSpan.FromMinutes(1)).Start);
    }

    [Fact]
    public async Task Probe_Rounds_KeepEachInstancesBeat()
    {
        await RegisterAsync("orders-1", "orders-2", "orders-3");
        var start = _time.GetUtcNow();

        await RunAsync(rounds: 4);

        foreach (var id in new[] { "orders-1", "orders-2", "orders-3" })
        {
            var at = _prober.Probes.Where(probe => probe.Id == id).Select(probe => probe.At).ToList();
            Assert.InRange(at[0] - start, TimeSpan.Zero, TimeSpan.FromSeconds(1.1));
            Assert.InRange(at.Count, 10, 12);
            Assert.All(at.Skip(1).Zip(at.Skip(2)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 1.9, 2.1));
        }
    }

    [Fact]
    public async Task Probe_InstanceThatStaysWell_IsWrittenOnce()
    {
        await RegisterAsync("orders-1");

        await RunAsync(rounds: 4);

        Assert.Equal(HealthStatus.Healthy, (await FindAsync("orders-1")).Status);
        Assert.Equal(1, _afterCommit.Runs);
    }

    [Fact]
    public async Task Probe_InstanceThatFails_IsCriticalAfterItsThreshold_AndBackLikewise()
    {
        await RegisterAsync("orders-1");
        await RunAsync(rounds: 1);
        var failed = _time.GetUtcNow();
        _prober.Set("orders-1", HealthStatus.Unhealthy);

        await RunAsync(rounds: 1);

        var found = await FindAsync("orders-1");
        Assert.Equal(HealthStatus.Unhealthy, found.Status);
        Assert.InRange(found.CriticalSince!.Value - failed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4.1));
        _prober.Set("orders-1", HealthStatus.Healthy);
        await RunAsync(rounds: 1);
        Assert.Equal(HealthStatus.Healthy, (await FindAsync("orders-1")).Status);
        Assert.Equal(3, _afterCommit.Runs);
    }

    [Fact]
    public async Task Probe_HalfOfTheInstancesHang_TheOthersKeepTheirBeat()
    {
        string[] ids = [.. Enumerable.Range(0, 3).Select(i => $"hung-{i}"), .. Enumerable.Range(0, 3).Select(i => $"well-{i}")];
        await RegisterAsync(ids);
        foreach (var id in ids.Where(id => id.StartsWith("hung", StringComparison.Ordinal)))
        {
            _prober.Hang(id, Check.Timeout);
        }

        await RunAsync(rounds: 4);

        foreach (var id in ids.Where(id => id.StartsWith("well", StringComparison.Ordinal)))
        {
            var at = _prober.Probes.Where(probe => probe.Id == id).Select(probe => probe.At).ToList();
            Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second - pair.First <= 1.1 * Check.Interval));
        }

        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync("hung-0")).Status);
    }

    [Fact]
    public async Task Probe_InstanceThatLeft_IsNotFollowed()
    {
        await RegisterAsync("orders-1");
        await RunAsync(rounds: 1);
        await _store.Registry.DeregisterAsync(InstanceId.Parse("orders-1"), Callers.Admin, Cancel);
        var before = _prober.Probes.Count;

        await RunAsync(rounds: 1);

        Assert.Equal(before, _prober.Probes.Count);
    }

    [Fact]
    public async Task Probe_ShardThatComesARoundLate_IsLeftOut()
    {
        await RegisterAsync("orders-1");
        var late = new ShardWindow("orders-1", null, _time.GetUtcNow() - 2 * SweepWindow.Length);

        await Sweep().ProbeAsync(late, Cancel);

        Assert.Empty(_prober.Probes);
    }

    [Fact]
    public async Task Probe_TooManyOfOneService_LeavesRoomForOthers()
    {
        await RegisterAsync("hung-0", "hung-1", "hung-2", "hung-3", "well-0");
        for (var i = 0; i < 4; i++)
        {
            _prober.Hang($"hung-{i}", Check.Timeout);
        }

        using var stop = new CancellationTokenSource();
        var hung = new List<Task<ProbedInstance>>();
        for (var i = 0; i < 4; i++)
        {
            hung.Add(_probes.ProbeAsync(await FindAsync($"hung-{i}"), stop.Token));
        }

        Assert.NotNull((await _probes.ProbeAsync(await FindAsync("well-0"), Cancel)).Result);
        Assert.Equal(3, _prober.Probes.Count(probe => probe.Id.StartsWith("hung", StringComparison.Ordinal)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(hung));
        Assert.Equal(HealthStatus.Unknown, (await FindAsync("hung-0")).Status);
    }

    [Fact]
    public async Task Probe_WhileEnoughResultsAreBeingStored_WaitsWithItsOwn_UntilTheNextIsDue()
    {
        await RegisterAsync("orders-1", "orders-2");
        var places = new List<RateLimitLease>();
        for (var i = 0; i < ProbeBulkheads.MaxWrites; i++)
        {
            places.Add(await _bulkheads.EnterStoreAsync(Check.Interval, Cancel));
        }

        var tooLate = _probes.ProbeAsync(await FindAsync("orders-1"), Cancel);
        Assert.False(tooLate.IsCompleted);
        _time.Advance(Check.Interval);
        Assert.Equal(HealthStatus.Unknown, (await tooLate).Instance!.Status);

        var inTime = _probes.ProbeAsync(await FindAsync("orders-2"), Cancel);
        Assert.False(inTime.IsCompleted);
        places.ForEach(place => place.Dispose());
        Assert.Equal(HealthStatus.Healthy, (await inTime).Instance!.Status);
    }

    private ProbeSweep Sweep(HealthProber prober = HealthProber.Functions) => new(
        _store.Registry,
        _probes,
        Options.Create(new PublishOptions { Prober = prober }),
        _time,
        NullLogger<ProbeSweep>.Instance);

    private async Task RegisterAsync(params string[] ids)
    {
        foreach (var (id, place) in ids.Select((id, place) => (id, place)))
        {
            var registration = Registrations.Of(id.Split('-')[0], id, 5000 + place, plain => plain with { HealthCheck = Check, Lease = TimeSpan.FromHours(1) });
            Assert.True((await _store.Registry.RegisterAsync(registration, Callers.Admin, Cancel)).Succeeded);
        }
    }

    private async Task<ServiceInstance> FindAsync(string id) => (await _store.Registry.FindAsync(InstanceId.Parse(id), Cancel))!;

    // As the orchestration does it, but that a round ends with its last probe.
    private async Task RunAsync(int rounds)
    {
        using var turns = Turns.Begin();
        var window = new SweepWindow(_time.GetUtcNow());
        var running = new List<Task>();
        for (var round = 0; round < rounds; round++)
        {
            var plan = Sweep().PlanAsync(ProbePlan.ShardSize, Cancel);
            Finish(turns, plan);
            running.AddRange((await plan).Of(window).Select(shard => Sweep().ProbeAsync(shard, Cancel)));
            while (_time.GetUtcNow() < window.End)
            {
                Step(turns);
            }

            window = SweepWindow.After(window, _time.GetUtcNow());
        }

        var all = Task.WhenAll(running);
        Finish(turns, all);
        await all;
    }

    private async Task<T> FinishAsync<T>(Func<Task<T>> work)
    {
        using var turns = Turns.Begin();
        var task = work();
        Finish(turns, task);
        return await task;
    }

    private void Finish(Turns turns, Task task)
    {
        turns.RunAll();
        while (!task.IsCompleted)
        {
            Step(turns);
        }
    }

    private void Step(Turns turns)
    {
        _time.Advance(TimeSpan.FromMilliseconds(20));
        turns.RunAll();
    }

    private sealed class CountingAfterCommit : IAfterCommit
    {
        private int _runs;

        public int Runs => _runs;

        public Task RunAsync()
        {
            Interlocked.Increment(ref _runs);
            return Task.CompletedTask;
        }
    }
}

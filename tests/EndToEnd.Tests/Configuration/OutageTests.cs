using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>A function app that is killed in the middle of a rollout, and away for several of the instances' leases.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    // Four leases of five seconds.
    private const int MissedBeats = 12;

    private static readonly object Strategy = new
    {
        steps = new[] { new { percent = 25, bake = "00:00:10" }, new { percent = 100, bake = "00:00:02" } },
    };

    private readonly LoneFleet _fleet = new();

    public ValueTask InitializeAsync() => _fleet.InitializeAsync();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Rollout_OfAGoodVersion_OutlivesTheOutage_AndNobodyIsMissed()
    {
        var (rollout, canary) = await BakeAsync("good");

        await _fleet.Mesh.Functions!.KillAsync();
        await MissAsync(canary);
        await _fleet.Mesh.StartFunctionsAsync();

        await rollout.UntilAsync(it => it.IsOver, "it ends");
        Assert.True(rollout.Phase == "completed", rollout.Last.ToJsonString());
        await _fleet.AllGreetAsync("good");
        var (_, history) = await _fleet.SendAsync(HttpMethod.Get, $"/api/Status/{GreeterFleet.Name}/history");
        Assert.DoesNotContain(history!.AsArray(), told => (string?)told!["status"] == "Unhealthy");
    }

    [Fact]
    public async Task Rollout_WhoseCanaryDiesMeanwhile_IsTakenBackAfterTheReturn()
    {
        var (rollout, canary) = await BakeAsync("fatal");
        var other = _fleet.Ids.First(id => id != canary);

        await _fleet.Mesh.Functions!.KillAsync();
        await _fleet.KillAsync(canary);
        await MissAsync(other);
        await _fleet.Mesh.StartFunctionsAsync();

        await rollout.UntilAsync(it => it.IsOver, "it ends");
        Assert.Equal("rolledBack", rollout.Phase);
        Assert.Equal([0], rollout.Steps);
        Assert.Equal(1, rollout.Widest);
        Assert.Contains(rollout.Last["reasons"]!.AsArray(), reason => ((string)reason!).Contains($"{canary} is not heard of any more", StringComparison.Ordinal));
        Assert.All((await _fleet.GreetingsAsync()).Where(one => one.Key != canary), one => Assert.Equal("before", one.Value));
    }

    private async Task<(RolloutUnderTest Rollout, string Canary)> BakeAsync(string greeting)
    {
        await _fleet.WriteAsync("before");
        await _fleet.AllGreetAsync("before");
        var rollout = await RolloutUnderTest.StartAsync(_fleet, await _fleet.WriteAsync(greeting, activate: false), Strategy);
        await rollout.UntilAsync(it => it.Last["instances"]!.AsArray().Any(one => (bool?)one!["applied"] is true), "the canary runs it");
        Assert.Equal("baking", rollout.Phase);
        return (rollout, Assert.Single(rollout.Assigned));
    }

    private Task MissAsync(string id) => Eventually.TrueAsync(
        () => _fleet.CountMissedBeats(id) >= MissedBeats, $"{id} misses {MissedBeats} heartbeats. {_fleet.Outputs}", TimeSpan.FromSeconds(90));
}

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>A version that ends the process, where a supervisor starts it again before anybody misses it.</summary>
public sealed class CanaryRestartTests(SupervisedFleet fleet) : IClassFixture<SupervisedFleet>
{
    [Fact]
    public async Task VersionThatCrashes_IsTakenBackAtItsFirstStep_AndNobodyElseIsTouched()
    {
        await fleet.WriteAsync("before-crash");
        await fleet.AllGreetAsync("before-crash");
        var rollout = await RolloutUnderTest.StartAsync(
            fleet,
            await fleet.WriteAsync("crash", "crash", activate: false),
            new { steps = new[] { new { percent = 25, bake = "00:01:00" }, new { percent = 100, bake = "00:01:00" } } });

        await rollout.UntilAsync(it => it.IsOver, "it ends");

        Assert.Equal(("rolledBack", 1), (rollout.Phase, rollout.Widest));
        Assert.Equal([0], rollout.Steps);
        var canary = Assert.Single(rollout.Assigned);
        Assert.Contains(rollout.Last["reasons"]!.AsArray(), reason => ((string)reason!).Contains($"{canary} restarted", StringComparison.Ordinal));
        await fleet.AllGreetAsync("before-crash");
        Assert.All(fleet.Starts, one => Assert.True(one.Key == canary ? one.Value > 1 : one.Value == 1, $"{one.Key} was started {one.Value} times. {fleet.Outputs}"));
    }
}

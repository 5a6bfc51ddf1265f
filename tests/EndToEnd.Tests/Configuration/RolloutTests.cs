using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>Rollouts over twenty live instances, with a gate that looks each second.</summary>
public sealed class RolloutTests(GreeterFleet fleet) : IClassFixture<GreeterFleet>
{
    /// <summary>Repeats the moments at which a run killed the function app.</summary>
    private const string SeedSetting = "TOSKA_TEST_SEED";

    private static readonly object ThreeSteps = new
    {
        steps = new[] { new { percent = 5, bake = "00:00:02" }, new { percent = 50, bake = "00:00:02" }, new { percent = 100, bake = "00:00:02" } },
    };

    private static readonly object TwoSteps = new { steps = new[] { new { percent = 10, bake = "00:00:02" }, new { percent = 100, bake = "00:00:02" } } };

    [Fact]
    public async Task GoodVersion_GoesThroughItsSteps_ToAll()
    {
        await WriteStableAsync("good-before");
        var rollout = await RolloutUnderTest.StartAsync(fleet, await fleet.WriteAsync("good", activate: false), ThreeSteps);

        await rollout.UntilAsync(it => it.IsOver, "it ends");

        Assert.Equal("completed", rollout.Phase);
        Assert.Equal([0, 1, 2], rollout.Steps);
        Assert.Equal(GreeterFleet.Count, rollout.Widest);
        await fleet.AllGreetAsync("good");
    }

    [Theory]
    [InlineData("nack")]
    [InlineData("unhealthy")]
    public async Task BadVersion_IsTakenBackByItself_AndGoesNoFurtherThanItsFirstStep(string behaviour)
    {
        await WriteStableAsync($"before-{behaviour}");
        var rollout = await RolloutUnderTest.StartAsync(
            fleet,
            await fleet.WriteAsync("bad", behaviour, activate: false),
            new { steps = new[] { new { percent = 5, bake = "00:01:00" }, new { percent = 100, bake = "00:00:02" } } });

        await rollout.UntilAsync(it => it.IsOver, "it ends");

        Assert.Equal("rolledBack", rollout.Phase);
        Assert.Equal([0], rollout.Steps);
        Assert.Equal(1, rollout.Widest);
        await fleet.AllGreetAsync($"before-{behaviour}");
        await WellAgainAsync();
    }

    [Fact]
    public async Task VersionThatFailsRequests_IsTakenBackByWhatTheGatewaySees()
    {
        await WriteStableAsync("before-failing");
        var rollout = await RolloutUnderTest.StartAsync(
            fleet,
            await fleet.WriteAsync("failing", "fail", activate: false),
            new { steps = new[] { new { percent = 20, bake = "00:01:00" }, new { percent = 100, bake = "00:00:02" } } },
            gate: new { maxErrorRate = 0.1, minSamples = 5 });
        await rollout.UntilAsync(it => it.IsOver || it.Last["instances"]!.AsArray().All(one => (bool?)one!["applied"] is true), "the canaries run it");

        await using (new Load(fleet.Mesh, GreeterFleet.Name))
        {
            await rollout.UntilAsync(it => it.IsOver, "it ends");
        }

        Assert.Equal("rolledBack", rollout.Phase);
        Assert.Equal([0], rollout.Steps);
        await fleet.AllGreetAsync("before-failing");
        await WellAgainAsync();
    }

    [Fact]
    public async Task CommandLine_StartsARollout_AndShowsItToItsEnd()
    {
        await WriteStableAsync("before-command");
        await fleet.WriteAsync("after-command", activate: false);

        await using var toska = ChildProcess.Dotnet(
            Built.Cli,
            ["config", "rollout", "start", GreeterFleet.Name, "--steps", "10,100", "--bake", "2s", "--watch", "--url", fleet.Mesh.GatewayAddress.ToString(), "--key", fleet.Mesh.AdminKey],
            new Dictionary<string, string>());
        await toska.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(toska.ExitCode == 0, toska.Output);
        Assert.Contains("step 1 of 2 (10 %), baking", toska.Output, StringComparison.Ordinal);
        Assert.Contains("completed", toska.Output, StringComparison.Ordinal);
        await fleet.AllGreetAsync("after-command");
    }

    [Fact]
    public async Task RefusedVersion_IsTakenBack_WithinAGateIntervalAndAPublication()
    {
        await WriteStableAsync("before-refused");
        var version = await fleet.WriteAsync("refused", "nack", activate: false);
        var rollout = await RolloutUnderTest.StartAsync(
            fleet, version, new { steps = new[] { new { percent = 5, bake = "00:01:00" }, new { percent = 100, bake = "00:01:00" } } });
        await Eventually.TrueAsync(() => fleet.CountRefusals(version) > 0, $"it is refused. {fleet.Outputs}");
        var refused = Stopwatch.GetTimestamp();

        await rollout.UntilAsync(it => it.IsOver, "it ends");

        // The interval is a second; two more are for the acknowledgement, the write and a busy machine.
        Assert.Equal("rolledBack", rollout.Phase);
        Assert.InRange(Stopwatch.GetElapsedTime(refused).TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task Failure_WhileApprovalIsAwaited_TakesItBack()
    {
        await WriteStableAsync("before-approval");
        var rollout = await StartWithApprovalAsync("unapproved", "01:00:00", "proceed");
        await rollout.UntilAsync(it => it.Phase == "awaitingApproval", "it waits");

        var canary = rollout.Assigned.First();
        var (status, _) = await fleet.SendAsync(HttpMethod.Post, $"/api/ServiceRegistration/health/{canary}", new { status = "Unhealthy", output = "for a test" });
        Assert.Equal(HttpStatusCode.OK, status);

        await rollout.UntilAsync(it => it.IsOver, "it ends");
        Assert.Equal("rolledBack", rollout.Phase);
        Assert.Equal([0], rollout.Steps);
        await fleet.AllGreetAsync("before-approval");
        await fleet.SendAsync(HttpMethod.Post, $"/api/ServiceRegistration/health/{canary}", new { status = "Healthy", output = "" });
        await WellAgainAsync();
    }

    [Theory]
    [InlineData("rollback", "rolledBack")]
    [InlineData("pause", "paused")]
    [InlineData("proceed", "completed")]
    public async Task Approval_ThatNobodyGives_EndsAsAsked(string onTimeout, string phase)
    {
        await WriteStableAsync($"before-{onTimeout}");
        var rollout = await StartWithApprovalAsync($"after-{onTimeout}", "00:00:02", onTimeout);

        await rollout.UntilAsync(it => it.Phase == phase || it.IsOver, phase);

        Assert.Equal(phase, rollout.Phase);
        if (!rollout.IsOver)
        {
            Assert.Equal(HttpStatusCode.OK, (await rollout.TellAsync("abort")).Status);
        }
    }

    [Fact]
    public async Task Approval_ThatSomebodyGives_LetsItGoOn()
    {
        await WriteStableAsync("before-approved");
        var rollout = await StartWithApprovalAsync("approved", "01:00:00", "rollback");
        await rollout.UntilAsync(it => it.Phase == "awaitingApproval", "it waits");
        Assert.Equal(HttpStatusCode.OK, (await rollout.TellAsync("approve")).Status);
        await rollout.UntilAsync(it => it is { Phase: "awaitingApproval", Step: 1 }, "it waits again");
        Assert.Equal(HttpStatusCode.OK, (await rollout.TellAsync("approve")).Status);

        await rollout.UntilAsync(it => it.IsOver, "it ends");

        Assert.Equal("completed", rollout.Phase);
        await fleet.AllGreetAsync("approved");
    }

    [Fact]
    public async Task FunctionApp_KilledAtEachStepAndAtRandomDuringBakes_GoesOn()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable(SeedSetting) ?? $"{RandomNumberGenerator.GetInt32(int.MaxValue)}", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"{SeedSetting}={seed}");
        var random = new Random(seed);
        await WriteStableAsync("before-kills");
        var bake = TimeSpan.FromSeconds(8);
        var rollout = await RolloutUnderTest.StartAsync(
            fleet,
            await fleet.WriteAsync("after-kills", activate: false),
            new { steps = new[] { 5, 50, 100 }.Select(percent => new { percent, bake }) });
        for (var step = 0; step < 3; step++)
        {
            await rollout.UntilAsync(it => it.Step >= step || it.IsOver, $"step {step}");
            await KillAsync();
            for (var kills = random.Next(1, 3); kills > 0; kills--)
            {
                // Of what the bake has left when the app is back; the last moments are those where it decides.
                await rollout.UntilAsync(_ => true, "it answers again");
                var left = rollout.BakeLeft * random.NextDouble();
                await rollout.UntilAsync(it => it.Step > step || it.IsOver || it.BakeLeft <= left, $"{left} of step {step} are left");
                TestContext.Current.TestOutputHelper?.WriteLine($"killed in step {rollout.Step}, {rollout.Phase}, with {rollout.BakeLeft} left");
                await KillAsync();
            }
        }

        await rollout.UntilAsync(it => it.IsOver, $"it ends ({SeedSetting}={seed})");

        Assert.True(rollout.Phase == "completed", $"{rollout.Last.ToJsonString()} ({SeedSetting}={seed})");
        Assert.Equal(rollout.Steps.Distinct().Order(), rollout.Steps);
        await fleet.AllGreetAsync("after-kills");
    }

    private Task<RolloutUnderTest> StartWithApprovalAsync(string greeting, string timeout, string onTimeout) => StartAsync(
        greeting, TwoSteps, new { before = "step", timeout, onTimeout });

    private async Task<RolloutUnderTest> StartAsync(string greeting, object strategy, object approval) =>
        await RolloutUnderTest.StartAsync(fleet, await fleet.WriteAsync(greeting, activate: false), strategy, approval);

    // Whatever a test that failed has left is not for the next one.
    private async Task WriteStableAsync(string greeting)
    {
        var (_, rollouts) = await fleet.SendAsync(HttpMethod.Get, $"/api/Configurations/{GreeterFleet.Name}/rollouts?limit=1");
        if (rollouts is JsonArray { Count: > 0 } newest)
        {
            await fleet.SendAsync(HttpMethod.Post, $"/api/Configurations/{GreeterFleet.Name}/rollouts/{newest[0]!["id"]}/abort");
        }

        await fleet.WriteAsync(greeting);
        await fleet.AllGreetAsync(greeting);
    }

    // A gate must not see what the rollout before has left.
    private Task WellAgainAsync() => Eventually.TrueAsync(
        async () => (await fleet.Mesh.ReadRouteTableAsync())!.Services.Single(service => service.Name == GreeterFleet.Name).Instances
            .All(one => one.Status is Shared.Registry.HealthStatus.Healthy),
        $"all are well again. {fleet.Outputs}");

    private async Task KillAsync()
    {
        await fleet.Mesh.Functions!.KillAsync();
        await fleet.Mesh.StartFunctionsAsync();
    }
}

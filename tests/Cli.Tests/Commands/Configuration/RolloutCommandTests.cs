using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Tests.Client;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Commands.Configuration;

public sealed class RolloutCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_AsksForWhatTheOptionsSay()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Rollout("baking"), statusCode: 201));

        var run = await Toska.RunAsync(
            "config", "rollout", "start", "db", "-e", "prod", "--version", "4", "--steps", "5,25,100", "--bake", "90s", "--label", "tier=web", "--label", "zone=a=b", "--max-unhealthy", "10", "--max-error-rate", "0.01",
            "--min-samples", "50", "--compare", "--approval", "end", "--approval-timeout", "2h", "--on-timeout", "pause", "--by-another", "--on-failure", "pause",
            "--supersede", "--notes", "why", "--url", mesh.Url);

        Assert.Equal((ExitCode.Done, "Rollout the-id of db to version 4 has begun."), (run.ExitCode, run.Output.Trim()));
        var asked = Assert.Single(mesh.Requests);
        Assert.Equal(("POST", "/api/Configurations/db/rollouts?environment=prod"), (asked.Method, asked.Target));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(asked.Body), JsonNode.Parse(
            """
            {"version":4,"strategy":{"steps":[{"percent":5,"bake":"00:01:30"},{"percent":25,"bake":"00:01:30"},{"percent":100,"bake":"00:01:30"}],"labels":{"tier":"web","zone":"a=b"}},
             "gate":{"maxUnhealthyPercent":10,"maxErrorRate":0.01,"minSamples":50,"compareWithStable":true},
             "approval":{"before":"end","timeout":"02:00:00","onTimeout":"pause","byAnother":true},"onFailure":"pause","supersede":true,"notes":"why"}
            """)));
    }

    [Fact]
    public async Task Start_WithoutAVersion_TakesTheLastOne_AndSaysNothingElse()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Method == "GET" ? Results.Json(new { version = 7 }) : Results.Json(Rollout("baking"), statusCode: 201));

        await Toska.RunAsync("config", "rollout", "start", "db", "--url", mesh.Url);

        Assert.Equal("""{"version":7}""", mesh.Requests.Last().Body);
    }

    [Theory]
    [InlineData("--steps", "5,abc")]
    [InlineData("--steps", "0,100")]
    [InlineData("--bake", "5")]
    [InlineData("--bake", "")]
    [InlineData("--max-error-rate", "2")]
    [InlineData("--approval", "never")]
    [InlineData("--on-timeout", "pause")]
    [InlineData("--by-another", "true")]
    [InlineData("--label", "tier")]
    public async Task Start_WithWhatIsNone_IsNotUnderstood(string option, string value) =>
        Assert.Equal(ExitCode.Usage, (await Toska.RunAsync("config", "rollout", "start", "db", option, value)).ExitCode);

    [Theory]
    [InlineData("It is the-id. \"supersede\": true takes it back, and begins anew.", "It is the-id. --supersede takes it back, and begins anew.")]
    [InlineData("Write a new one with \"activate\": false, and roll that out.", "Write a new one with --no-activate, and roll that out.")]
    public async Task Start_ThatIsRefused_SaysTheOptionToTake(string detail, string expected)
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Problem(title: "No.", detail: detail, statusCode: StatusCodes.Status409Conflict));

        var run = await Toska.RunAsync("config", "rollout", "start", "db", "--version", "4", "--url", mesh.Url);

        Assert.Equal((ExitCode.Failed, $"409: No. {expected}"), (run.ExitCode, run.Error.Trim()));
    }

    [Theory]
    [InlineData("completed", ExitCode.Done)]
    [InlineData("rolledBack", ExitCode.Failed)]
    public async Task Watch_TellsEachChangeOnce_AndFailsWhereItWasTakenBack(string end, int exitCode)
    {
        var answers = new Queue<IResult>(
        [
            Results.Json(Rollout("baking")),
            Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            Results.Json(Rollout("baking", requests: 12)),
            Results.Json(Rollout(end, requests: 12)),
        ]);
        await using var mesh = await StubMesh.StartAsync(_ => answers.Dequeue());

        var run = await Toska.RunAsync("config", "rollout", "watch", "db", "the-id", "--url", mesh.Url);

        var lines = run.Output.TrimEnd().Split(Environment.NewLine);
        Assert.Equal((exitCode, 2), (run.ExitCode, lines.Length));
        Assert.Contains("step 1 of 2 (5 %), baking, gate inconclusive: no requests yet; 00:00:10 left; 1 of 2 instances run version 4", lines[0], StringComparison.Ordinal);
        Assert.Contains("12 requests, 3 failed", lines[1], StringComparison.Ordinal);
        Assert.All(mesh.Requests, request => Assert.Equal("/api/Configurations/db/rollouts/the-id?environment=default", request.Target));
    }

    [Theory]
    [InlineData(3, "rolled back: r1; r2; r3; 1 of 2")]
    [InlineData(4, "rolled back: r1; r2; r3; and more, which 'show' has; 1 of 2")]
    public async Task Watch_HasSomeOfManyReasons(int reasons, string expected)
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Rollout("rolledBack", reasons: [.. Enumerable.Range(1, reasons).Select(number => $"r{number}")])));

        var run = await Toska.RunAsync("config", "rollout", "watch", "db", "the-id", "--url", mesh.Url);

        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_WithoutAnId_IsForTheNewest()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Method == "GET" ? Results.Json(new[] { Rollout("baking") }) : Results.Json(Rollout("rolledBack")));

        var run = await Toska.RunAsync("config", "rollout", "abort", "db", "--notes", "slow", "--url", mesh.Url);

        Assert.Equal("The rollout of db to version 4 is rolled back.", run.Output.Trim());
        Assert.Equal("/api/Configurations/db/rollouts?environment=default&limit=1", mesh.Requests.First().Target);
        var told = mesh.Requests.Last();
        Assert.Equal(("POST", "/api/Configurations/db/rollouts/the-id/abort?environment=default", """{"notes":"slow"}"""), (told.Method, told.Target, told.Body));
    }

    [Theory]
    [InlineData("""{"step":0}""")]
    [InlineData("""{"step":0}""", "the-id")]
    [InlineData("""{"step":1}""", "the-id", "--step", "2")]
    public async Task Approve_IsOfTheStepThatItReadsOrIsTold(string body, params string[] more)
    {
        await using var mesh = await StubMesh.StartAsync(request => request switch
        {
            { Method: "POST" } => Results.Json(Rollout("baking")),
            _ when request.Target.Contains("the-id", StringComparison.Ordinal) => Results.Json(Rollout("awaitingApproval")),
            _ => Results.Json(new[] { Rollout("awaitingApproval") }),
        });

        var run = await Toska.RunAsync(["config", "rollout", "approve", "db", .. more, "--url", mesh.Url]);

        Assert.Equal("The rollout of db to version 4 goes on.", run.Output.Trim());
        var told = mesh.Requests.Last();
        Assert.Equal(("/api/Configurations/db/rollouts/the-id/approve?environment=default", body), (told.Target, told.Body));
    }

    [Fact]
    public async Task Order_WhereThereWasNoRollout_SaysSo()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Array.Empty<object>()));

        var run = await Toska.RunAsync("config", "rollout", "approve", "db", "--url", mesh.Url);

        Assert.Equal(ExitCode.NotFound, run.ExitCode);
    }

    [Fact]
    public async Task Show_HasInstancesAndWhatHappened()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Rollout("awaitingApproval")));

        var run = await Toska.RunAsync("config", "rollout", "show", "db", "the-id", "--url", mesh.Url);

        Assert.Contains("version 3 -> 4, by ann", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"orders-2 +Healthy \(restarted\) +no +4 +3 +did not parse", run.Output);
        Assert.Contains("2026-11-27T02:00:00+00:00  started  by ann", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfOneThatIsOver_SaysHowItWasDecided_AndNothingOfItsGate()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Rollout("rolledBack")));

        var run = await Toska.RunAsync("config", "rollout", "show", "db", "the-id", "--url", mesh.Url);

        Assert.Contains($"step 1 of 2 (5 %), rolled back: no requests yet{Environment.NewLine}1 of 2 instances ran version 4", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_NoActivate_LetsTheVersionWait()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Method == "GET" ? Results.NotFound() : Results.Json(new { name = "db", environment = "default", version = 1 }, statusCode: 201));
        var file = Path.Combine(_folder.Path, "db.yaml");
        await File.WriteAllTextAsync(file, "a: 1", TestContext.Current.CancellationToken);

        await Toska.RunAsync("config", "set", "db", "--file", file, "--no-activate", "--url", mesh.Url);

        Assert.False((bool)JsonNode.Parse(mesh.Requests.Last().Body)!["activate"]!);
    }

    private static object Rollout(string phase, int requests = 0, string[]? reasons = null) => new
    {
        id = "the-id",
        name = "db",
        environment = "default",
        version = 4,
        stableVersion = 3,
        phase,
        verdict = phase == "completed" ? "pass" : "inconclusive",
        reasons = reasons ?? ["no requests yet"],
        step = 0,
        steps = new[] { new { percent = 5, bake = "00:00:10" }, new { percent = 100, bake = "00:00:10" } },
        percent = 5,
        bakeLeft = "00:00:10",
        figures = new { canary = new { requests, failures = 1, serverErrors = 2 }, stable = new { requests = 0, failures = 0, serverErrors = 0 } },
        instances = new object[]
        {
            new { instanceId = "orders-1", status = "Healthy", restarted = false, applied = (bool?)true, error = (string?)null, requests = 1, failures = 0, serverErrors = 0 },
            new { instanceId = "orders-2", status = "Healthy", restarted = true, applied = (bool?)false, error = "did not parse", requests = 4, failures = 1, serverErrors = 2 },
        },
        author = "ann",
        createdAt = "2026-11-27T02:00:00+00:00",
        timeline = new[] { new { at = "2026-11-27T02:00:00+00:00", what = "started", by = "ann" } },
    };
}

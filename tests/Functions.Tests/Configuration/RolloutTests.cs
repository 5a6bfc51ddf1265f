using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Configuration;

/// <summary>Rollouts from outside: by HTTP, taken on by their orchestration in the local host.</summary>
public sealed class RolloutTests : IAsyncLifetime
{
    private const string Path = "api/Configurations";
    private const string Steps = """ "strategy":{"steps":[{"percent":25,"bake":"00:00:10"},{"percent":100,"bake":"00:00:10"}]} """;

    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mesh = await ControlPlaneUnderTest.StartAsync();
        for (var i = 1; i <= 4; i++)
        {
            await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", $"o-{i}", ""","leaseSeconds":3600""", 5000 + i)).JsonAsync();
            await BeatAsync($"o-{i}");
        }

        await WriteAsync("db", "a: 1");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Path}/db")
        {
            Content = new StringContent("""{"content":"a: 2","services":["orders"],"activate":false}""", System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "If-Match", "*" } },
        };
        var waiting = await _mesh.Admin.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, waiting.StatusCode);
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Healthy_GoesThroughItsStepsAndHolds()
    {
        var started = await StartAsync(Steps);
        var id = (string)started["id"]!;
        var canary = (string)Assert.Single(started["instances"]!.AsArray())!["instanceId"]!;
        Assert.Equal(("baking", 25, "inconclusive", 1, 2), ((string?)started["phase"], (int?)started["percent"], (string?)started["verdict"], (int?)started["stableVersion"], (int?)started["version"]));
        Assert.Equal(2, await GetsAsync(canary));
        Assert.Equal(1, await GetsAsync(Others(canary)[0]));

        // Also in the list it is what the gate says now, not what is stored.
        var listed = Assert.Single((await _mesh.Admin.ReadAsync($"{Path}/db/rollouts").JsonAsync()).AsArray())!;
        Assert.Equal(($"{canary} has not said that it runs it", null, null), ((string?)Assert.Single(listed["reasons"]!.AsArray()), listed["instances"], listed["timeline"]));

        await AcknowledgeAsync(canary);
        await AdvanceAsync(id, rollout => (int?)rollout["step"] == 1);

        var wide = await ReadAsync(id);
        Assert.Equal(("baking", 4), ((string?)wide["phase"], wide["instances"]!.AsArray().Count));
        foreach (var other in Others(canary))
        {
            await AcknowledgeAsync(other);
        }

        await AdvanceAsync(id, rollout => (string?)rollout["phase"] == "completed");
        Assert.Equal(2, (int?)(await _mesh.Admin.ReadAsync($"{Path}/db").JsonAsync())["activeVersion"]);
        var done = await ReadAsync(id);
        Assert.Equal(["started", "widened", "judged", "stepBegan"], done["timeline"]!.AsArray().Select(note => (string?)note!["what"]).Take(4));
        Assert.Equal("completed", (string?)done["timeline"]!.AsArray()[^1]!["what"]);
        Assert.Equal("its gate passed at the end of the last step", (string?)Assert.Single(done["reasons"]!.AsArray()));
        Assert.Equal(id, (string?)Assert.Single((await _mesh.Admin.ReadAsync($"{Path}/db/rollouts").JsonAsync()).AsArray())!["id"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Failing_IsRolledBackWithinOneInterval_AlsoWhileApprovalIsAwaited(bool isAwaited)
    {
        var started = await StartAsync(Steps + (isAwaited ? ""","approval":{"before":"step","timeout":"01:00:00"}""" : ""));
        var (id, canary) = ((string)started["id"]!, (string)started["instances"]![0]!["instanceId"]!);
        await AcknowledgeAsync(canary);
        if (isAwaited)
        {
            await AdvanceAsync(id, rollout => (string?)rollout["phase"] == "awaitingApproval");
        }

        await _mesh.Admin.PostJsonAsync($"api/ServiceRegistration/health/{canary}", """{"status":"unhealthy"}""").JsonAsync();
        await AdvanceAsync(id, rollout => (string?)rollout["phase"] == "rolledBack", TimeSpan.FromSeconds(5));

        var over = await ReadAsync(id);
        Assert.Equal("failed: 1 of 1 are unhealthy, at most 0 % may be", (string?)Assert.Single(over["reasons"]!.AsArray()));
        Assert.Equal((0, 0, 1), ((int?)over["step"], (int?)over["percent"], over["instances"]!.AsArray().Count));
        Assert.Equal(1, await GetsAsync(canary));
    }

    [Fact]
    public async Task Refusal_OfAnAcknowledgement_RollsBack()
    {
        var started = await StartAsync(Steps);
        var canary = (string)started["instances"]![0]!["instanceId"]!;

        var service = await _mesh.ServiceAsync("orders");
        using var said = await service.PostJsonAsync($"{Path}/ack", $$"""{"instanceId":"{{canary}}","name":"db","version":2,"applied":false,"error":"no port"}""");
        Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
        await AdvanceAsync((string)started["id"]!, rollout => (string?)rollout["phase"] == "rolledBack", TimeSpan.FromSeconds(5));

        Assert.Equal("no port", (string?)(await ReadAsync((string)started["id"]!))["instances"]![0]!["error"]);
        var foreign = await _mesh.ServiceAsync("billing");
        await foreign.PostJsonAsync($"{Path}/ack", $$"""{"instanceId":"{{canary}}","name":"db","version":2,"applied":true}""").JsonAsync(HttpStatusCode.Forbidden);
        var faults = await service.PostJsonAsync($"{Path}/ack", """{"instanceId":"","version":0,"applied":true,"error":"x"}""").JsonAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["/error", "/instanceId", "/name", "/version"], faults.Pointers().Order());
    }

    [Fact]
    public async Task Approval_WhereTheGateFails_IsRefused()
    {
        var started = await StartAsync(Steps + ""","approval":{"before":"step","timeout":"01:00:00"}""");
        var (id, canary) = ((string)started["id"]!, (string)started["instances"]![0]!["instanceId"]!);
        await AcknowledgeAsync(canary);
        await AdvanceAsync(id, rollout => (string?)rollout["phase"] == "awaitingApproval");
        await _mesh.Store.Registry.ReportHealthAsync(InstanceId.Parse(canary), new HealthReport(HealthStatus.Unhealthy, null), Callers.Admin, Cancel);

        var refusal = await OrderAsync(id, "approve", HttpStatusCode.Conflict);

        Assert.StartsWith("The rollout is rolledBack now: ", (string?)refusal["detail"], StringComparison.Ordinal);
        Assert.Equal("rolledBack", (string?)(await ReadAsync(id))["phase"]);

        // The clock stands: nobody else published it.
        var document = await _mesh.Services.GetRequiredService<IDocumentStore>().ReadAsync(DocumentNames.RouteTable, Cancel);
        Assert.Null(Assert.Single(RouteTableJson.Read(document!.Content.Span).Table!.Configurations).Rollout);
    }

    [Fact]
    public async Task Commands_DoWhatTheySay_OnceAndOnlyWhereTheyMayBeGiven()
    {
        var id = (string)(await StartAsync(Steps + ""","approval":{"before":"end","timeout":"01:00:00","byAnother":true}"""))["id"]!;

        await OrderAsync(id, "approve", HttpStatusCode.Forbidden);
        await OrderAsync(id, "promote", HttpStatusCode.Forbidden);
        await OrderAsync(id, "resume", HttpStatusCode.Conflict);
        Assert.Equal("paused", (string?)(await OrderAsync(id, "pause"))["phase"]);
        Assert.Equal("'pause' does not go with paused.", (string?)(await OrderAsync(id, "pause", HttpStatusCode.Conflict))["detail"]);
        Assert.Equal("baking", (string?)(await OrderAsync(id, "resume"))["phase"]);
        var aborted = await OrderAsync(id, "abort");
        Assert.Equal(("rolledBack", 0), ((string?)aborted["phase"], (int?)aborted["percent"]));
        Assert.StartsWith("aborted by ", (string?)Assert.Single(aborted["reasons"]!.AsArray()), StringComparison.Ordinal);
        Assert.Equal(("aborted", "why"), ((string?)aborted["timeline"]!.AsArray()[^2]!["what"], (string?)aborted["timeline"]!.AsArray()[^2]!["detail"]));
        await OrderAsync(id, "abort", HttpStatusCode.Conflict);
        await OrderAsync(Guid.NewGuid().ToString(), "abort", HttpStatusCode.NotFound);
        await _mesh.Admin.PostJsonAsync($"{Path}/other/rollouts/{id}/abort", "{}").JsonAsync(HttpStatusCode.NotFound);

        var next = await StartAsync("""  "strategy":{"bake":"00:00:10"} """);
        var promoted = await OrderAsync((string)next["id"]!, "promote");
        Assert.Equal(("completed", 100), ((string?)promoted["phase"], (int?)promoted["percent"]));
        Assert.Equal(2, (int?)(await _mesh.Admin.ReadAsync($"{Path}/db").JsonAsync())["activeVersion"]);
    }

    [Fact]
    public async Task Start_ThatMayNotBe_ChangesNothing()
    {
        await StartAsync("\"version\":9", HttpStatusCode.NotFound);
        await StartAsync("\"version\":1", HttpStatusCode.Conflict);
        await _mesh.Admin.PostJsonAsync($"{Path}/none/rollouts", """{"version":1}""").JsonAsync(HttpStatusCode.NotFound);
        var faults = await _mesh.Admin.PostJsonAsync($"{Path}/db/rollouts", """{"version":0,"strategy":{"steps":[]},"more":1}""").JsonAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["/more", "/strategy/steps", "/version"], faults.Pointers().Order());
        Assert.Empty((await _mesh.Admin.ReadAsync($"{Path}/db/rollouts").JsonAsync()).AsArray());

        var first = await StartAsync(Steps);
        await StartAsync(Steps, HttpStatusCode.Conflict);
        await _mesh.Admin.DeleteAsync($"{Path}/db", Cancel);
        var back = await _mesh.Admin.PostJsonAsync($"{Path}/{first["configurationId"]}/rollback", """{"version":1}""").JsonAsync(HttpStatusCode.Conflict);
        Assert.StartsWith("End the rollout of 'db@default', ", (string?)back["detail"], StringComparison.Ordinal);
        Assert.Equal("baking", (string?)(await ReadAsync((string)first["id"]!))["phase"]);
        var second = await StartAsync(Steps + ",\"supersede\":true");
        Assert.Equal("rolledBack", (string?)(await ReadAsync((string)first["id"]!))["phase"]);
        Assert.Equal("baking", (string?)second["phase"]);
    }

    [Fact]
    public async Task Orchestration_ThatIsNotThere_IsStartedByTheTick()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, "--AzureWebJobs.Tick.Disabled=false");
        await mesh.Store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1")) { By = new("ann"), Activate = false }, Cancel);
        await mesh.Store.Registry.RegisterAsync(Registrations.Of("orders", "o-1", 5001, plain => plain with { Lease = TimeSpan.FromDays(1) }), Callers.Admin, Cancel);
        var plan = new RolloutPlan { Author = "ann", Steps = [new RolloutStep(100, TimeSpan.FromMinutes(5))], Gate = new RolloutGate() };
        var begun = await mesh.Store.Rollouts.StartAsync(new RolloutStart(Guid.NewGuid(), Drafts.Key("db"), new RolloutOrder(1, plan, false)) { By = new("ann") }, Cancel);

        await Eventually.TrueAsync(
            async () =>
            {
                mesh.Time.Advance(TimeSpan.FromMilliseconds(200));
                return (await mesh.Store.Rollouts.FindAsync(begun.Rollout!.Id, Cancel))!.Members.Count == 1;
            },
            "the instance got it");
    }

    [Fact]
    public async Task Orchestration_ThatSomebodySuspended_IsResumedByTheTick()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, "--AzureWebJobs.Tick.Disabled=false", "--ToskaEmulator:DurableTaskKey=the-key");
        await mesh.Store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann"), Activate = false }, Cancel);
        var started = await mesh.Admin.PostJsonAsync($"{Path}/db/rollouts", """{"version":1}""").JsonAsync(HttpStatusCode.Created);
        using var suspended = await mesh.Anonymous.PostAsync(
            new Uri("runtime/webhooks/durabletask/instances/rollout:db:default/suspend?code=the-key", UriKind.Relative), null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, suspended.StatusCode);
        await Eventually.TrueAsync(async () => await StatusAsync() == "Suspended", "it is suspended");
        await mesh.Store.Registry.RegisterAsync(Registrations.Of("orders", "o-1", 5001, plain => plain with { Lease = TimeSpan.FromDays(1) }), Callers.Admin, Cancel);

        await Eventually.TrueAsync(
            async () =>
            {
                mesh.Time.Advance(TimeSpan.FromMilliseconds(200));
                return (await mesh.Store.Rollouts.FindAsync(Guid.Parse((string)started["id"]!), Cancel))!.Members.Count == 1;
            },
            "the instance got it");

        async Task<string?> StatusAsync() =>
            (string?)(await mesh.Anonymous.ReadAsync("runtime/webhooks/durabletask/instances/rollout:db:default?code=the-key").JsonAsync(HttpStatusCode.Accepted))["runtimeStatus"];
    }

    private static string[] Others(string canary) => [.. Enumerable.Range(1, 4).Select(i => $"o-{i}").Where(id => id != canary)];

    private async Task BeatAsync(string id) =>
        Assert.True((await _mesh.Store.Registry.HeartbeatAsync(InstanceId.Parse(id), Callers.Admin, Cancel)).Succeeded);

    private async Task WriteAsync(string name, string content) => await _mesh.Admin.PostJsonAsync(
        Path, new JsonObject { ["name"] = name, ["content"] = content, ["services"] = new JsonArray("orders") }.ToJsonString()).JsonAsync(HttpStatusCode.Created);

    private async Task<JsonNode> StartAsync(string more, HttpStatusCode expected = HttpStatusCode.Created) =>
        await _mesh.Admin.PostJsonAsync($"{Path}/db/rollouts", more.Contains("\"version\"", StringComparison.Ordinal) ? $"{{{more}}}" : $"{{\"version\":2,{more}}}").JsonAsync(expected);

    private Task<JsonNode> OrderAsync(string id, string command, HttpStatusCode expected = HttpStatusCode.OK) =>
        _mesh.Admin.PostJsonAsync($"{Path}/db/rollouts/{id}/{command}", """{"notes":"why"}""").JsonAsync(expected);

    private Task<JsonNode> ReadAsync(string id) => _mesh.Admin.ReadAsync($"{Path}/db/rollouts/{id}").JsonAsync();

    private async Task<int> GetsAsync(string instance) => (int)(await _mesh.Admin.ReadAsync($"{Path}/effective?service=orders&instance={instance}").JsonAsync())["content"]!["a"]!;

    private async Task AcknowledgeAsync(string instance)
    {
        using var said = await _mesh.Admin.PostJsonAsync($"{Path}/ack", $$"""{"instanceId":"{{instance}}","name":"db","version":2,"applied":true}""");
        Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
    }

    // The clock goes on only when the orchestration has done its turn: a turn is awaited for what it stores, and one that stores nothing for a moment.
    private async Task AdvanceAsync(string id, Func<JsonNode, bool> until, TimeSpan? within = null)
    {
        var start = _mesh.Time.GetUtcNow();
        await Eventually.TrueAsync(async () =>
        {
            if (until(await ReadAsync(id)))
            {
                return true;
            }

            if (within is null || _mesh.Time.GetUtcNow() - start < within)
            {
                _mesh.Time.Advance(TimeSpan.FromMilliseconds(500));
            }

            return false;
        }, "the rollout is there");
    }
}

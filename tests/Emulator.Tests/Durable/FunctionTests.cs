using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Client;
using ToskaMesh.Emulator.Tests.Host;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Tests.Samples.Durable;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>Orchestrators, activities and clients as functions of a host.</summary>
public sealed class FunctionTests : IDisposable
{
    private readonly Trail _trail = new();
    private readonly CapturedLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Orchestration_StartedOverHttp_BindsRunsAndTellsWhereItStands()
    {
        await using var host = await StartAsync();
        using var started = await PostAsync(host, "/startgreeting", """["Ada","Alan"]""");
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var payload = await started.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(payload.GetProperty("statusQueryGetUri").GetString(), started.Headers.Location!.ToString());
        var ended = await EndAsync(host, payload.GetProperty("id").GetString()!);
        Assert.Equal("Hello Ada|Hello Alan", string.Join('|', ended.ReadOutputAs<string[]>()!));
        Assert.Equal("""{"Done":true}""", ended.SerializedCustomStatus);
        Assert.Equal("""{"Word":"Hello","Names":["Ada","Alan"]}""", ended.SerializedInput);
        Assert.Contains("say Ada 32 SayFunction True", _trail.Steps);
        Assert.Equal(3, _trail.Steps.Count(s => s.StartsWith("replay", StringComparison.Ordinal)));
        Assert.Single(_log.Lines, l => l.Contains("greeting 2 names", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Middleware_OfTheWorker_RunsOnEveryReplayAndForActivities()
    {
        await using var host = await StartAsync(UseTrail);
        await RunAsync(host, nameof(GreetingFunctions.Greet), new Greeting("Hello", ["Ada"]));

        // The first replay stops at the activity, so what comes after the function runs once, in the second.
        Assert.Equal(
            ["before Greet", "before SayFunction", "after SayFunction", "before Greet", "after Greet"],
            _trail.Steps.Where(s => s.StartsWith("before", StringComparison.Ordinal) || s.StartsWith("after", StringComparison.Ordinal)));
        Assert.Contains("orchestrationTrigger", _trail.Steps);
        Assert.Contains("activityTrigger", _trail.Steps);
    }

    [Fact]
    public async Task Middleware_ThatWaitsForSomethingElse_FailsTheOrchestration()
    {
        await using var host = await StartAsync(builder => builder.UseMiddleware(async (context, next) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            await next();
        }));
        var ended = await RunAsync(host, nameof(GreetingFunctions.Counts), 1);
        Assert.Contains("middleware", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisabledActivity_WhenCalled_FailsTheCallAndDoesNotRun()
    {
        await using var host = await StartAsync(settings: new() { ["AzureWebJobs.Disabled.Disabled"] = "true" });
        var ended = await RunAsync(host, nameof(GreetingFunctions.CallsDisabled), "x");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("disabled", ended.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("disabled ran", _trail.Steps);
    }

    [Fact]
    public async Task DisabledOrchestrator_WhenStarted_Fails()
    {
        await using var host = await StartAsync(settings: new() { ["AzureWebJobs.Counts.Disabled"] = "true" });
        Assert.Contains("'Counts'", (await RunAsync(host, nameof(GreetingFunctions.Counts), 1)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_OfAValueType_IsItsDefaultWithoutOne()
    {
        await using var host = await StartAsync();
        Assert.Equal(6, (await RunAsync(host, nameof(GreetingFunctions.Counts), 5)).ReadOutputAs<int>());
        Assert.Equal(1, (await RunAsync(host, nameof(GreetingFunctions.Counts), null)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Hub_OfAStoppedHost_GoesOnInTheNext()
    {
        await using var host = await StartAsync();
        await ClientOf(host).ScheduleNewOrchestrationInstanceAsync(nameof(GreetingFunctions.Listen), new StartOrchestrationOptions("listener"), Cancel);
        await host.StopAsync();
        await using var next = await StartAsync(settings: new() { ["ToskaEmulator:DataDirectory"] = host.DataDirectory });
        await ClientOf(next).RaiseEventAsync("listener", "number", 41, Cancel);
        Assert.Equal(42, (await EndAsync(next, "listener")).ReadOutputAs<int>());
        Assert.True(File.Exists(Path.Combine(host.DataDirectory, "durable-greetings.db")));
    }

    [Fact]
    public async Task Host_WithoutDurableFunctions_HasNoFileOfThem()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(KeyFunctions));
        Assert.Empty(Directory.GetFiles(host.DataDirectory, "durable*"));
        using var response = await host.Client.GetAsync($"/runtime/webhooks/durabletask/instances?code={EmulatorHost.MasterKey}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("""{ "hubName": "%NoSuchSetting%" }""", "NoSuchSetting")]
    [InlineData("""{ "hubName": "a b" }""", "hubName")]
    [InlineData("""{ "maxConcurrentActivityFunctions": 0 }""", "maxConcurrentActivityFunctions")]
    [InlineData("""{ "maxConcurrentOrchestratorFunctions": "many" }""", "maxConcurrentOrchestratorFunctions")]
    public async Task Settings_ThatAreNone_StopTheStart(string durableTask, string named)
    {
        var options = new EmulatorHostOptions
        {
            Functions = [typeof(KeyFunctions)],
            HostJson = $$"""{ "version": "2.0", "extensions": { "durableTask": {{durableTask}} } }""",
        };
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => EmulatorHost.StartAsync(options));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConcurrentActivities_OfTheSetting_AreNotExceeded()
    {
        await using var world = new DurableWorld { Settings = new("Test", 4, 3) };
        var (running, most) = (0, 0);
        world
            .Orchestrator("FanOut", async context => (await Task.WhenAll(Enumerable.Range(0, 50).Select(i => context.CallActivityAsync<int>("Work", i)))).Length)
            .Activity("Work", async (int number) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return number;
            })
            .Start();
        Assert.Equal(50, await world.ResultAsync<int>("FanOut"));
        Assert.InRange(most, 1, 3);
    }

    internal static DurableTaskClient ClientOf(EmulatorHost host) => host.Services.GetRequiredService<EmulatedDurableTaskClient>();

    internal static Task<HttpResponseMessage> PostAsync(EmulatorHost host, string path, string? json = null) => host.Client.PostAsync(
        path, json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Cancel);

    private static async Task<OrchestrationMetadata> RunAsync(EmulatorHost host, string orchestrator, object? input) =>
        await EndAsync(host, await ClientOf(host).ScheduleNewOrchestrationInstanceAsync(orchestrator, input, Cancel));

    private static Task<OrchestrationMetadata> EndAsync(EmulatorHost host, string id) =>
        ClientOf(host).WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

    private void UseTrail(FunctionsApplicationBuilder builder) => builder.UseMiddleware(async (context, next) =>
    {
        _trail.Add($"before {context.FunctionDefinition.Name}");
        _trail.Add(context.FunctionDefinition.InputBindings.Values.Single().Type);
        await next();
        _trail.Add($"after {context.FunctionDefinition.Name}");
    });

    private Task<EmulatorHost> StartAsync(
        Action<FunctionsApplicationBuilder>? configure = null, Dictionary<string, string?>? settings = null) =>
        EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(GreetingFunctions)],
            HostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" }, "durableTask": { "hubName": "Greetings" } } }""",
            Settings = settings ?? [],
            Configure = builder =>
            {
                builder.Services.AddSingleton(_trail);
                builder.Services.AddScoped<Scoped>();
                builder.Logging.AddProvider(_log);
                configure?.Invoke(builder);
            },
        });
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Emulator.Tests.Host;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Tests.Samples.Durable;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>The HTTP API of orchestrations.</summary>
public class WebhookTests
{
    private const string Root = "/runtime/webhooks/durabletask";
    private const string Key = "the-system-key";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/instances", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/instances", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/instances", "the-function-key", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/orchestrators/Listen", null, HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/instances/x/terminate", null, HttpStatusCode.Unauthorized)]
    [InlineData("DELETE", "/instances/x", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/nothing", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/instances", Key, HttpStatusCode.OK)]
    [InlineData("GET", "/instances", EmulatorHost.MasterKey, HttpStatusCode.OK)]
    [InlineData("GET", "/instances?taskHub=other", Key, HttpStatusCode.NotFound)]
    [InlineData("GET", "/instances?top=none", Key, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/instances?runtimeStatus=Sleeping", Key, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/instances/x", Key, HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/x/suspend", Key, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/instances/x", Key, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/instances", Key, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/nothing", Key, HttpStatusCode.NotFound)]
    public async Task Request_WithAKeyOrWithout_IsAnswered(string method, string path, string? key, HttpStatusCode expected)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), Root + path);
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var response = await host.Client.SendAsync(request, Cancel);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task SystemKey_WithoutASetting_IsMadeOnceInAFileOfItsOwner()
    {
        await using var host = await StartAsync(new Dictionary<string, string?>());
        using var refused = await host.Client.GetAsync($"{Root}/instances", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var file = Path.Combine(host.DataDirectory, "durabletask-key");
        var key = (await File.ReadAllTextAsync(file, Cancel)).Trim();
        Assert.Matches("^[0-9a-f]{64}$", key);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        using var response = await host.Client.GetAsync($"{Root}/instances?code={key}", Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var admin = await host.Client.GetAsync($"/admin/host/status?code={key}", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, admin.StatusCode);
    }

    [Fact]
    public async Task Lifecycle_ByTheAddressesOfThePayload_WorksAsTheyPromise()
    {
        await using var host = await StartAsync();
        using var started = await PostAsync(host, $"{Root}/orchestrators/Listen/one");
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var payload = await started.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var status = Address(payload, "statusQueryGetUri");
        using (var again = await PostAsync(host, $"{Root}/orchestrators/Listen/one"))
        {
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        }

        await AssertAsync(HttpStatusCode.Accepted, host.Client.PostAsync(Address(payload, "suspendPostUri"), null, Cancel));
        await ReachesAsync(host, status, "Suspended", HttpStatusCode.Accepted);
        await AssertAsync(HttpStatusCode.Accepted, host.Client.PostAsync(Address(payload, "resumePostUri"), null, Cancel));
        await ReachesAsync(host, status, "Running", HttpStatusCode.Accepted);
        var raise = Address(payload, "sendEventPostUri").Replace("{eventName}", "number", StringComparison.Ordinal);
        await AssertAsync(HttpStatusCode.BadRequest, host.Client.PostAsync(raise, new StringContent("no JSON"), Cancel));
        await AssertAsync(HttpStatusCode.Accepted, host.Client.PostAsync(raise, new StringContent("41"), Cancel));
        var ended = await ReachesAsync(host, status, "Completed", HttpStatusCode.OK);
        Assert.Equal(42, ended.GetProperty("output").GetInt32());
        Assert.Equal("Listen", ended.GetProperty("name").GetString());
        await AssertAsync(HttpStatusCode.Gone, host.Client.PostAsync(raise, new StringContent("41"), Cancel));
        await AssertAsync(HttpStatusCode.OK, host.Client.DeleteAsync(Address(payload, "purgeHistoryDeleteUri"), Cancel));
        await AssertAsync(HttpStatusCode.NotFound, host.Client.GetAsync(status, Cancel));
    }

    [Fact]
    public async Task Terminate_WithAReason_EndsItWithThat()
    {
        await using var host = await StartAsync();
        await AssertAsync(HttpStatusCode.Accepted, PostAsync(host, $"{Root}/orchestrators/Listen/one"));
        await AssertAsync(HttpStatusCode.Accepted, PostAsync(host, $"{Root}/instances/one/terminate?reason=enough"));
        var ended = await ReachesAsync(host, $"{Root}/instances/one?code={Key}", "Terminated", HttpStatusCode.OK);
        Assert.Equal("enough", ended.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Failure_OfAnOrchestration_Is500OnlyWhereAskedFor()
    {
        await using var host = await StartAsync();
        await AssertAsync(HttpStatusCode.Accepted, PostAsync(host, $"{Root}/orchestrators/Throws/one"));
        var failed = await ReachesAsync(host, $"{Root}/instances/one?code={Key}", "Failed", HttpStatusCode.OK);
        Assert.Contains("thrown by Throws", failed.GetProperty("output").GetString(), StringComparison.Ordinal);
        await AssertAsync(
            HttpStatusCode.InternalServerError,
            host.Client.GetAsync($"{Root}/instances/one?code={Key}&returnInternalServerErrorOnFailure=true", Cancel));
    }

    [Fact]
    public async Task List_InPages_FollowsTheContinuation()
    {
        await using var host = await StartAsync();
        foreach (var i in Enumerable.Range(0, 5))
        {
            await FunctionTests.ClientOf(host).ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions($"listener-ä-{i}"), Cancel);
        }

        var (seen, continuation) = (new List<string>(), (string?)null);
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/instances?code={Key}&top=2&instanceIdPrefix=listener&runtimeStatus=Running,Pending");
            request.Headers.Add("x-ms-continuation-token", continuation ?? "");
            using var response = await host.Client.SendAsync(request, Cancel);
            var page = await response.Content.ReadFromJsonAsync<JsonElement[]>(Cancel);
            seen.AddRange(page!.Select(i => i.GetProperty("instanceId").GetString()!));
            continuation = response.Headers.TryGetValues("x-ms-continuation-token", out var values) ? values.Single() : null;
        }
        while (continuation is not null);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"listener-ä-{i}"), seen);
    }

    [Theory]
    [InlineData("no token!")]
    [InlineData("_w")]
    public async Task List_AfterATokenThatIsNone_IsRefused(string token)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/instances?code={Key}");
        request.Headers.Add("x-ms-continuation-token", token);
        using var response = await host.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string Address(JsonElement payload, string name) =>
        payload.GetProperty(name).GetString()!.Replace("{text}", "a%20reason", StringComparison.Ordinal);

    private static Task<HttpResponseMessage> PostAsync(EmulatorHost host, string path) =>
        FunctionTests.PostAsync(host, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}code={Key}");

    private static async Task AssertAsync(HttpStatusCode expected, Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        Assert.Equal(expected, response.StatusCode);
    }

    private static async Task<JsonElement> ReachesAsync(EmulatorHost host, string address, string status, HttpStatusCode expected)
    {
        JsonElement document = default;
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await host.Client.GetAsync(address, Cancel);
                document = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
                return document.GetProperty("runtimeStatus").GetString() == status && response.StatusCode == expected;
            },
            $"{status} and {expected}");
        return document;
    }

    private static Task<EmulatorHost> StartAsync(Dictionary<string, string?>? settings = null) => EmulatorHost.StartAsync(new EmulatorHostOptions
    {
        Functions = [typeof(GreetingFunctions)],
        Settings = settings ?? new Dictionary<string, string?>
        {
            ["ToskaEmulator:DurableTaskKey"] = Key,
            ["ToskaEmulator:FunctionKey"] = "the-function-key",
        },
        Configure = builder =>
        {
            builder.Services.AddSingleton<Trail>();
            builder.Services.AddScoped<Scoped>();
        },
    });
}

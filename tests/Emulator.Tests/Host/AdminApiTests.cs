using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class AdminApiTests
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task Ping_WithoutAKey_Answers200AndNothing()
    {
        await using var host = await StartAsync();
        using var response = await host.Client.GetAsync("/admin/host/ping", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "/admin/host/status")]
    [InlineData("GET", "/admin/functions")]
    [InlineData("GET", "/admin/functions/Throw/status")]
    [InlineData("POST", "/admin/functions/Throw")]
    public async Task Admin_WithoutTheMasterKey_IsUnauthorized(string method, string path)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Json("{}") };
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(_gate.IsEntered);
    }

    [Fact]
    public async Task Status_OfTheHost_HasTheGenuineFields()
    {
        await using var host = await StartAsync();
        var status = await host.AdminAsync("/admin/host/status");
        Assert.Equal(
            ["id", "state", "version", "versionDetails", "platformVersion", "instanceId", "computerName", "processUptime",
                "functionAppContentEditingState"],
            status.EnumerateObject().Select(p => p.Name));
        Assert.Equal("Running", status.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Status_OfAHostWithFunctionsInError_TellsThem()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(RouteFunctions));
        var status = await host.AdminAsync("/admin/host/status");
        var errors = status.GetProperty("errors").EnumerateArray().Select(e => e.GetString()!).ToList();
        Assert.Equal(["HHidden", "Malformed", "UnknownConstraint"], errors.Select(e => e.Split(':')[0]));
    }

    [Fact]
    public async Task Functions_AreListed_WithTheirStatus()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(RouteFunctions));
        var functions = await host.AdminAsync("/admin/functions");
        var first = functions[0];
        Assert.Equal("aThingByName", first.GetProperty("name").GetString());
        Assert.Equal("httpTrigger", first.GetProperty("triggerType").GetString());
        Assert.Equal("/things/{name}", first.GetProperty("invokeUrlTemplate").GetString());
        Assert.Equal(10, functions.GetArrayLength());
        Assert.Empty((await host.AdminAsync("/admin/functions/AThingByName/status")).EnumerateObject());
        Assert.Single((await host.AdminAsync("/admin/functions/malformed/status")).GetProperty("errors").EnumerateArray());
    }

    [Theory]
    [InlineData("WaitObediently", "{}", "application/json", HttpStatusCode.Accepted)]
    [InlineData("waitobediently", """{ "input": "x" }""", "application/json; charset=utf-8", HttpStatusCode.Accepted)]
    [InlineData("WaitObediently", "", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("WaitObediently", "{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("WaitObediently", "null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("WaitObediently", "{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("Unknown", "{}", "application/json", HttpStatusCode.NotFound)]
    public async Task Start_ByHand_IsAcceptedAtOnceAndRunsInTheBackground(string function, string body, string contentType, HttpStatusCode expected)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/functions/{function}") { Content = Json(body) };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("x-functions-key", EmulatorHost.MasterKey);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Accepted)
        {
            await _gate.EnteredAsync();
        }

        _gate.Open.SetResult();
    }

    [Fact]
    public async Task Start_OfAFunctionInError_IsNotFound()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(RouteFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/functions/Malformed") { Content = Json("{}") };
        request.Headers.Add("x-functions-key", EmulatorHost.MasterKey);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private Task<EmulatorHost> StartAsync() => EmulatorHost.StartAsync(new EmulatorHostOptions
    {
        Functions = [typeof(GateFunctions)],
        Configure = builder => builder.Services.AddSingleton(_gate),
    });
}

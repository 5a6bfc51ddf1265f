using System.Net;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class RoutingTests
{
    [Theory]
    [InlineData("GET", "/things/effective", "by name effective")]
    [InlineData("GET", "/THINGS/Effective/", "by name Effective")]
    [InlineData("GET", "/items/0e6a1f0a-30fd-4a5c-93b1-3d3d5ba1cf8e", "guid 0e6a1f0a-30fd-4a5c-93b1-3d3d5ba1cf8e")]
    [InlineData("DELETE", "/items/0e6a1f0a-30fd-4a5c-93b1-3d3d5ba1cf8e", "guid 0e6a1f0a-30fd-4a5c-93b1-3d3d5ba1cf8e")]
    [InlineData("GET", "/items/12", "number 12")]
    [InlineData("POST", "/items/12", "posted 12")]
    [InlineData("GET", "/files/a/b/c.txt", "rest a/b/c.txt")]
    [InlineData("GET", "/files", "rest ")]
    [InlineData("PATCH", "/gdefaultroute", "default PATCH")]
    [InlineData("GET", "/things/a%2Fb%20c%3F", "by name a%2Fb c?")]
    [InlineData("GET", "/things/%C3%BC", "by name ü")]
    public async Task Request_IsAnsweredBy_TheFirstMatchInOrderOfFunctionName(string method, string path, string expected)
    {
        await using var host = await EmulatorHost.StartAsync(typeof(RouteFunctions));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("PUT", "/items/12")]
    [InlineData("GET", "/items/twelve")]
    [InlineData("HEAD", "/things/x")]
    [InlineData("OPTIONS", "/things/x")]
    [InlineData("POST", "/things/x")]
    [InlineData("GET", "/things")]
    [InlineData("GET", "/things/x/y")]
    [InlineData("GET", "/admin/hidden")]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/u/red")]
    public async Task Request_ThatNoRouteMatches_IsNotFound(string method, string path)
    {
        await using var host = await EmulatorHost.StartAsync(typeof(RouteFunctions));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("x-functions-key", EmulatorHost.MasterKey);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CatchAll_ThatSortsLast_GetsTheRestButNotTheHostsPaths()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(RouteFunctions), typeof(CatchAllFunctions));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(host, "/nowhere/at/all"));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(host, "/"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/things/x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, "/admin/nowhere"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, "/Runtime/webhooks"));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(host, "/administrator"));
    }

    [Fact]
    public async Task RoutePrefix_WithoutHostJsonSetting_IsApi()
    {
        await using var host = await EmulatorHost.StartAsync(
            new EmulatorHostOptions { Functions = [typeof(RouteFunctions)], HostJson = """{ "version": "2.0" }""" });
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/api/things/x"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/API/gdefaultroute"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, "/things/x"));
    }

    [Fact]
    public async Task RequestLine_OfMoreThanEightKilobytes_IsTooLong()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(RouteFunctions));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/things/" + new string('x', 7000)));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, await StatusAsync(host, "/things/" + new string('x', 9000)));
    }

    private static async Task<HttpStatusCode> StatusAsync(EmulatorHost host, string path)
    {
        using var response = await host.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

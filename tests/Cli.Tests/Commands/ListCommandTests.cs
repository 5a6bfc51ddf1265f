using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Tests.Client;

namespace ToskaMesh.Cli.Tests.Commands;

public sealed class ListCommandTests
{
    [Fact]
    public async Task Services_OfARunningMesh_AreListedOnePerLine()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new[] { "inventory", "orders" }));

        var run = await Toska.RunAsync("services", "--url", mesh.Url, "--key", "k");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["SERVICE", "inventory", "orders"], Lines(run.Output));
        Assert.Equal("k", Assert.Single(mesh.Requests).Key);
    }

    [Fact]
    public async Task Services_InPages_AreFollowedToTheEnd()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Target.Contains("continuation=b", StringComparison.Ordinal)
            ? Results.Json(new[] { "b" })
            : new LinkedResult(["a"], "</api/ServiceDiscovery/services?limit=1000&continuation=b>; rel=\"next\""));

        var run = await Toska.RunAsync("services", "--url", mesh.Url, "--json");

        Assert.Equal(["a", "b"], JsonSerializer.Deserialize<string[]>(run.Output)!);
    }

    [Fact]
    public async Task Services_NextPageOnAnotherHost_KeyStaysWithTheMesh()
    {
        await using var stranger = await StubMesh.StartAsync(_ => Results.Json(Array.Empty<string>()));
        await using var mesh = await StubMesh.StartAsync(request => request.Target.Contains("continuation", StringComparison.Ordinal)
            ? Results.Json(new[] { "b" })
            : new LinkedResult(["a"], $"<{stranger.Url}/x?continuation=b>; rel=\"next\""));

        var run = await Toska.RunAsync("services", "--url", mesh.Url, "--key", "secret");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Empty(stranger.Requests);
    }

    [Fact]
    public async Task Services_WithFilters_AsksForThem()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Array.Empty<string>()));

        await Toska.RunAsync("services", "--url", mesh.Url, "--tag", "a b", "--tag", "c", "--zone", "z");

        Assert.Equal("/api/ServiceDiscovery/services?tag=a%20b&tag=c&zone=z&limit=1000", Assert.Single(mesh.Requests).Target);
    }

    [Fact]
    public async Task Instances_WithoutAService_AreThoseOfAll()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Target.StartsWith("/api/ServiceDiscovery/services?", StringComparison.Ordinal)
            ? Results.Json(new[] { "orders" })
            : Results.Json(new[] { new { serviceName = "orders", serviceId = "orders-1", scheme = "http", address = "127.0.0.1", port = 9000, status = "Healthy", weight = 1, tags = new[] { "a", "b" } } }));

        var run = await Toska.RunAsync("instances", "--url", mesh.Url);

        Assert.Equal("orders   orders-1  http://127.0.0.1:9000  Healthy  1       -     -        a,b", Lines(run.Output)[1]);
    }

    [Fact]
    public async Task Instances_Healthy_AsksForThoseOnly()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Array.Empty<string>()));

        await Toska.RunAsync("instances", "orders", "--healthy", "--url", mesh.Url);

        Assert.Equal("/api/ServiceDiscovery/services/orders/instances/healthy?limit=1000", Assert.Single(mesh.Requests).Target);
    }

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private sealed class LinkedResult(string[] items, string link) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Link = link;
            return httpContext.Response.WriteAsJsonAsync(items);
        }
    }
}

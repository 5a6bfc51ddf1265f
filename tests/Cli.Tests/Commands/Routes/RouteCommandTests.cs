using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Tests.Client;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Commands.Routes;

public sealed class RouteCommandTests : IDisposable
{
    private const string Definition = """{"match":{"path":"/shop"},"backends":[{"service":"shop"}]}""";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Set_OfANewOne_MakesItAndOverwritesNothing()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Method == "GET" ? Results.NotFound() : Results.Json(Stored(1, 1), statusCode: 201));

        var run = await Toska.RunAsync("route", "set", "shop", "--file", File(), "--notes", "first", "--url", mesh.Url);

        Assert.Equal((ExitCode.Done, "shop is at version 1; gateways serve by version 1."), (run.ExitCode, run.Output.Trim()));
        var put = mesh.Requests.Last();
        var body = JsonNode.Parse(put.Body)!;
        Assert.Equal(("PUT", "/api/Routes/shop"), (put.Method, put.Target));
        Assert.Equal(("/shop", true, "first"), ((string?)body["definition"]!["match"]!["path"], (bool?)body["activate"], (string?)body["notes"]));
    }

    [Fact]
    public async Task Set_WithoutActivating_LeavesWhatHolds()
    {
        await using var mesh = await StubMesh.StartAsync(request => Results.Json(request.Method == "GET" ? Stored(3, 3) : Stored(4, 3)));

        var run = await Toska.RunAsync("route", "set", "shop", "--file", File(), "--no-activate", "--url", mesh.Url);

        Assert.Equal("shop is at version 4; gateways serve by version 3.", run.Output.Trim());
        Assert.False((bool?)JsonNode.Parse(mesh.Requests.Last().Body)!["activate"]);
    }

    [Fact]
    public async Task Get_PrintsWhatSetTakes()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Stored(3, 3)));

        var run = await Toska.RunAsync("route", "get", "shop", "--version", "2", "--url", mesh.Url);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Definition), JsonNode.Parse(run.Output)));
        Assert.Equal("/api/Routes/shop?version=2", mesh.Requests.Last().Target);
    }

    private static object Stored(int version, int active) => new { name = "shop", version, activeVersion = active, definition = JsonNode.Parse(Definition) };

    private string File()
    {
        var path = Path.Combine(_folder.Path, "route.json");
        System.IO.File.WriteAllText(path, Definition);
        return path;
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Tests.Client;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Commands.Configuration;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Set_OfANewOne_MakesIt()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Method == "GET" ? Results.NotFound() : Results.Json(Stored(1), statusCode: 201));

        var run = await Toska.RunAsync("config", "set", "db", "-e", "prod", "--file", Write("db.json", "{}"), "--service", "orders", "--label", "zone=a", "--url", mesh.Url);

        Assert.Equal((ExitCode.Done, "db in prod is at version 1."), (run.ExitCode, run.Output.Trim()));
        var made = mesh.Requests.Last();
        var body = JsonNode.Parse(made.Body)!;
        Assert.Equal(("POST", "/api/Configurations"), (made.Method, made.Target));
        Assert.Equal(("db", "prod", "{}", "json"), ((string?)body["name"], (string?)body["environment"], (string?)body["content"], (string?)body["format"]));
        Assert.Equal(("orders", "a"), ((string?)body["services"]![0], (string?)body["labels"]!["zone"]));
    }

    [Fact]
    public async Task Set_OfOneThatIsThere_ReplacesWhatWasReadAndKeepsTheRest()
    {
        await using var mesh = await StubMesh.StartAsync(request => Results.Json(Stored(request.Method == "GET" ? 3 : 4)));

        var run = await Toska.RunAsync("config", "set", "db", "-e", "prod", "--file", Write("db.yaml", "a: 2"), "--notes", "more", "--url", mesh.Url);

        Assert.Equal((ExitCode.Done, "db in prod is at version 4."), (run.ExitCode, run.Output.Trim()));
        var put = mesh.Requests.Last();
        var body = JsonNode.Parse(put.Body)!;
        Assert.Equal(("PUT", "/api/Configurations/db?environment=prod"), (put.Method, put.Target));
        Assert.Equal(("a: 2", "yaml", "type: object", "orders", "more"), ((string?)body["content"], (string?)body["format"], (string?)body["schema"], (string?)body["services"]![0], (string?)body["notes"]));
    }

    [Fact]
    public async Task Set_DryRun_WritesNothing()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Method == "GET"
            ? Results.NotFound()
            : Results.Json(new { outcome = "created", version = 1, changes = new[] { new { op = "add", path = "/a", value = 1 } } }));

        var run = await Toska.RunAsync("config", "set", "db", "--file", Write("db.yaml", "a: 1"), "--dry-run", "--url", mesh.Url);

        Assert.Contains("+ /a: 1", run.Output, StringComparison.Ordinal);
        Assert.Equal("/api/Configurations/db/validate?environment=default", mesh.Requests.Last().Target);
    }

    [Fact]
    public async Task Get_PrintsTheContentAsItWasWritten()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Stored(3)));

        var run = await Toska.RunAsync("config", "get", "db", "--version", "3", "--url", mesh.Url);

        Assert.Equal("# why\na: 1", run.Output.TrimEnd());
        Assert.Equal("/api/Configurations/db?environment=default&version=3", Assert.Single(mesh.Requests).Target);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("delete")]
    [InlineData("history")]
    public async Task Name_ThatNoConfigurationHas_IsNotAskedFor(string command)
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(Array.Empty<string>()));
        foreach (var name in (string[])["", ".", "..", "a/b"])
        {
            var run = await Toska.RunAsync("config", command, name, "--url", mesh.Url);

            Assert.Equal(ExitCode.Usage, run.ExitCode);
            Assert.Contains("configuration's name", run.Error, StringComparison.Ordinal);
        }

        Assert.Empty(mesh.Requests);
    }

    [Fact]
    public async Task History_IsAlsoOfADeletedOne()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Target switch
        {
            "/api/Configurations/db?environment=default&version=1" => Results.Json(Stored(1)),
            var target when target.Contains("/history", StringComparison.Ordinal) => Results.Json(Array.Empty<string>()),
            _ => Results.Text("""{"title":"There is no such configuration.","detail":"It was deleted."}""", "application/problem+json", statusCode: 404),
        });

        var run = await Toska.RunAsync("config", "history", "db", "--url", mesh.Url);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Set_WithPartsCleared_LeavesThemOut()
    {
        await using var mesh = await StubMesh.StartAsync(request => Results.Json(Stored(request.Method == "GET" ? 3 : 4)));

        var run = await Toska.RunAsync("config", "set", "db", "-e", "prod", "--file", Write("db.yaml", "a: 2"), "--clear", "schema", "--clear", "services", "--url", mesh.Url);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var body = JsonNode.Parse(mesh.Requests.Last().Body)!;
        Assert.Equal((null, null), ((string?)body["schema"], body["services"]));
    }

    [Fact]
    public async Task Diff_OfMoreThanTheContent_SaysSo()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Target.Contains("/diff", StringComparison.Ordinal)
            ? Results.Text("""{"from":1,"to":3,"changes":[],"besides":["labels","schema"]}""", "application/json")
            : Results.Json(Stored(3)));

        var run = await Toska.RunAsync("config", "diff", "db", "1", "--url", mesh.Url);

        Assert.Equal(["~ labels", "~ schema"], run.Output.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public async Task Diff_PrintsALineForEachChange()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Target.Contains("/diff", StringComparison.Ordinal)
            ? Results.Text("""{"from":1,"to":3,"changes":[{"op":"replace","path":"/a","value":2,"was":"é"},{"op":"remove","path":"/b","was":null}]}""", "application/json")
            : Results.Json(Stored(3)));

        var run = await Toska.RunAsync("config", "diff", "db", "1", "--url", mesh.Url);

        Assert.Equal(["~ /a: \"é\" -> 2", "- /b: null"], run.Output.TrimEnd().Split(Environment.NewLine));
        Assert.Equal("/api/Configurations/the-id/diff?from=1&to=3", mesh.Requests.Last().Target);
    }

    [Fact]
    public async Task Effective_PrintsEachLeafWithItsOrigin()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Text(
            """{"layers":[{"name":"base","environment":"default","version":1},{"name":"orders","environment":"prod","version":7}],"content":{"a/b":{"c":1},"d":[2]},"origins":{"/a~1b/c":1,"/d":0}}""",
            "application/json"));

        var run = await Toska.RunAsync("config", "effective", "orders", "-e", "prod", "--url", mesh.Url);

        Assert.Equal(["/a~1b/c = 1  # orders@prod v7", "/d = [2]  # base@default v1"], run.Output.TrimEnd().Split(Environment.NewLine));
        Assert.Equal("/api/Configurations/effective?service=orders&environment=prod", Assert.Single(mesh.Requests).Target);
    }

    private static object Stored(int version) => new
    {
        id = "the-id",
        name = "db",
        environment = "prod",
        version,
        format = "yaml",
        content = "# why\na: 1\n",
        schema = "type: object",
        services = new[] { "orders" },
        labels = new { },
    };

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, content);
        return path;
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Tests.Configuration;

public sealed class ConfigurationTests : IAsyncLifetime
{
    private const string Path = "api/Configurations";

    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Create_IsReadAsItWasWritten()
    {
        using var response = await _mesh.Admin.PostJsonAsync(Path, """
            {"name":"Orders","environment":"Prod","content":"# why\nport: 8080\n","schema":"{\"properties\":{\"port\":{\"type\":\"integer\"}}}",
            "services":["orders"],"labels":{"zone":"a"},"description":"what for","notes":"first"}
            """);
        Assert.Equal((HttpStatusCode.Created, "\"v1\""), (response.StatusCode, response.Headers.ETag?.ToString()));

        var read = await _mesh.Admin.ReadAsync(response.Headers.Location!.ToString().TrimStart('/')).JsonAsync();
        Assert.Equal(
            ("orders", "prod", 1, "yaml", "# why\nport: 8080\n", "instance", "what for", "first", "admin"),
            ((string?)read["name"], (string?)read["environment"], (int?)read["version"], (string?)read["format"], (string?)read["content"],
                (string?)read["layer"], (string?)read["description"], (string?)read["notes"], (string?)read["createdBy"]));
        Assert.Equal(("orders", "a"), ((string?)read["services"]![0], (string?)read["labels"]!["zone"]));
        await _mesh.Admin.ReadAsync($"{Path}/orders").JsonAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Read_Unchanged_IsNotModified()
    {
        await CreateAsync("db", "a: 1");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}/db") { Headers = { { "If-None-Match", "\"v1\"" } } };

        using var response = await _mesh.Admin.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        await _mesh.Admin.ReadAsync($"{Path}/db?version=2").JsonAsync(HttpStatusCode.NotFound);
        await _mesh.Admin.ReadAsync($"{Path}/db?versoin=1").JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Update_NeedsTheVersionThatWasRead()
    {
        await CreateAsync("db", "a: 1");

        await PutAsync("db", "a: 2", null).JsonAsync((HttpStatusCode)428);
        await PutAsync("db", "a: 2", "\"v7\"").JsonAsync(HttpStatusCode.PreconditionFailed);
        await PutAsync("db", "a: 2", "W/\"v1\"").JsonAsync(HttpStatusCode.PreconditionFailed);
        await PutAsync("db", "a: 2", "\"other\"").JsonAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal(2, (int?)(await PutAsync("db", "a: 2", "\"v9\", \"v1\"").JsonAsync())["version"]);
        Assert.Equal(2, (int?)(await PutAsync("db", "a: 2", "\"v2\"").JsonAsync())["version"]);
        Assert.Equal(3, (int?)(await PutAsync("db", "a: 3", "*").JsonAsync())["version"]);
        await PutAsync("none", "a: 3", "*").JsonAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("\"a\"v1\"")]
    [InlineData("\"v01\"")]
    [InlineData("\"v1\"x")]
    [InlineData("v1")]
    [InlineData("\"v1\" \"v2\"")]
    [InlineData("*, \"v1\"")]
    public async Task Update_WithWhatIsNoListOfTags_ReplacesNothing(string ifMatch)
    {
        await CreateAsync("db", "a: 1");

        await PutAsync("db", "a: 2", ifMatch).JsonAsync(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Update_AskingForBothKindsOfCondition_IsTold()
    {
        await CreateAsync("db", "a: 1");

        await PutAsync("db", "a: 2", "*", ifNoneMatch: "*").JsonAsync((HttpStatusCode)428);
        await PutAsync("db", "a: 2", "\"v1\"", ifNoneMatch: "\"v1\"").JsonAsync((HttpStatusCode)428);
    }

    [Fact]
    public async Task Read_WhereAnotherVersionHolds_HasAnotherTag()
    {
        await CreateAsync("db", "a: 1");
        using var waiting = await PutAsync("db", "a: 2", "\"v1\"", more: ""","activate":false""");
        Assert.Equal("\"v2-a1\"", waiting.Headers.ETag?.ToString());
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync("db", "\"v2-a1\""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("db", "\"v2\""));

        using var holding = await PutAsync("db", "a: 2", "\"v2-a1\"");

        Assert.Equal((HttpStatusCode.OK, "\"v2\""), (holding.StatusCode, holding.Headers.ETag?.ToString()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("db", "\"v2-a1\""));
    }

    [Fact]
    public async Task Update_RacingForOneVersion_OneWins()
    {
        await CreateAsync("db", "a: 0");

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => PutAsync("db", $"a: {i}", "\"v1\"")));

        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 7)], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(2, (int?)(await _mesh.Admin.ReadAsync($"{Path}/db").JsonAsync())["version"]);
    }

    [Fact]
    public async Task History_DiffAndRollback_OfVersions()
    {
        var id = await CreateAsync("db", "a: 1\nlist: [1, 2]");
        await PutAsync("db", "{\"b\": null, \"list\": [1]}", "*").JsonAsync();

        var diff = await _mesh.Admin.ReadAsync($"{Path}/{id}/diff?from=1&to=2").JsonAsync();
        Assert.Equal(
            """[{"op":"remove","path":"/a","was":1},{"op":"add","path":"/b","value":null},{"op":"remove","path":"/list/1","was":2}]""",
            diff["changes"]!.ToJsonString());

        var back = await _mesh.Admin.PostJsonAsync($"{Path}/{id}/rollback", """{"version":1,"notes":"worse"}""").JsonAsync();
        Assert.Equal((3, "a: 1\nlist: [1, 2]", "worse"), ((int?)back["version"], (string?)back["content"], (string?)back["notes"]));
        await _mesh.Admin.PostJsonAsync($"{Path}/{id}/rollback", """{"version":9}""").JsonAsync(HttpStatusCode.NotFound);

        using var first = await _mesh.Admin.ReadAsync($"{Path}/{id}/history?limit=2");
        Assert.Contains("rel=\"next\"", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        var history = (await _mesh.Admin.ReadAsync($"{Path}/{id}/history").JsonAsync()).AsArray();
        Assert.Equal([3, 2, 1], history.Select(version => (int?)version!["version"]));
        Assert.All(history, version => Assert.Null(version!["content"]));
    }

    [Fact]
    public async Task History_OfWhatIsNoIdOrNoPage_SaysSo()
    {
        var id = await CreateAsync("db", "a: 1");

        var problem = await _mesh.Admin.ReadAsync($"{Path}/db/history").JsonAsync(HttpStatusCode.NotFound);
        Assert.Contains("is no id", (string?)problem["detail"], StringComparison.Ordinal);
        // "default/db", where a list of configurations goes on.
        await _mesh.Admin.ReadAsync($"{Path}/{id}/history?continuation=ZGVmYXVsdC9kYg").JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Delete_LeavesTheHistoryAndTheNumbers()
    {
        var id = await CreateAsync("db", "a: 1");

        var deleted = await _mesh.Admin.DeleteAsync($"{Path}/db", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        await _mesh.Admin.ReadAsync($"{Path}/db").JsonAsync(HttpStatusCode.NotFound);
        Assert.Empty((await _mesh.Admin.ReadAsync(Path).JsonAsync()).AsArray());
        Assert.Single((await _mesh.Admin.ReadAsync($"{Path}/{id}/history").JsonAsync()).AsArray());
        Assert.Equal(id, await CreateAsync("db", "a: 1"));
        Assert.Equal(2, (int?)(await _mesh.Admin.ReadAsync($"{Path}/db").JsonAsync())["version"]);
    }

    [Fact]
    public async Task Read_OfADeletedOne_SaysWhereItsVersionsAre()
    {
        var id = await CreateAsync("db", "a: 1");
        await _mesh.Admin.DeleteAsync($"{Path}/db", TestContext.Current.CancellationToken);

        var problem = await _mesh.Admin.ReadAsync($"{Path}/db").JsonAsync(HttpStatusCode.NotFound);
        Assert.Contains($"/api/Configurations/{id}/history", (string?)problem["detail"], StringComparison.Ordinal);
        var last = await _mesh.Admin.ReadAsync($"{Path}/db?version=1").JsonAsync();
        Assert.Equal(("a: 1", null), ((string?)last["content"], (int?)last["activeVersion"]));
    }

    [Fact]
    public async Task Diff_OfMoreThanTheContent_SaysWhatElse()
    {
        var id = await CreateAsync("db", "a: 1");
        const string more = ""","services":["orders"],"labels":{"zone":"a"},"schema":"{}","description":"d","format":"json" """;
        var preview = await ValidateAsync("db", "{\"a\":1}", more).JsonAsync();
        await PutAsync("db", "{\"a\":1}", "*", more: more).JsonAsync();

        var diff = await _mesh.Admin.ReadAsync($"{Path}/{id}/diff?from=1&to=2").JsonAsync();

        Assert.Empty(diff["changes"]!.AsArray());
        string[] besides = ["description", "format", "labels", "schema", "services"];
        Assert.Equal(besides, diff["besides"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(besides, preview["besides"]!.AsArray().Select(name => (string?)name));
        Assert.Empty((await _mesh.Admin.ReadAsync($"{Path}/{id}/diff?from=2&to=2").JsonAsync())["besides"]!.AsArray());
    }

    [Fact]
    public async Task List_OfAnEnvironment_IsThatAlone()
    {
        await CreateAsync("a", "x: 1");
        await _mesh.Admin.PostJsonAsync(Path, Body("""{"name":"b","environment":"prod"}""", "x: 1")).JsonAsync(HttpStatusCode.Created);

        var listed = (await _mesh.Admin.ReadAsync($"{Path}?environment=prod").JsonAsync()).AsArray();

        Assert.Equal(("b", 1, true), ((string?)Assert.Single(listed)!["name"], (int?)listed[0]!["version"], (bool?)listed[0]!["active"]));
        Assert.Equal(2, (await _mesh.Admin.ReadAsync(Path).JsonAsync()).AsArray().Count);
        await _mesh.Admin.ReadAsync($"{Path}?environment=no%20name").JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Validate_SaysWhatAWriteWouldAndWritesNothing()
    {
        Assert.Equal("created", (string?)(await ValidateAsync("db", "a: 1").JsonAsync())["outcome"]);
        await CreateAsync("db", "a: 1");

        var answer = await ValidateAsync("db", "a: 2").JsonAsync();
        Assert.Equal(
            ("updated", 2, """[{"op":"replace","path":"/a","value":2,"was":1}]"""),
            ((string?)answer["outcome"], (int?)answer["version"], answer["changes"]!.ToJsonString()));
        Assert.Equal("unchanged", (string?)(await ValidateAsync("db", "a: 1").JsonAsync())["outcome"]);
        var problem = await ValidateAsync("db", "a: 2", ""","schema":"{\"properties\":{\"a\":{\"maximum\":1}}}" """).JsonAsync(HttpStatusCode.UnprocessableContent);
        Assert.Equal(["/a"], problem.Pointers());
        await ValidateAsync("db", "a: [", "").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(1, (int?)(await _mesh.Admin.ReadAsync($"{Path}/db").JsonAsync())["version"]);
    }

    [Theory]
    [InlineData("""{"content":"a: 1"}""", "/name")]
    [InlineData("""{"name":"effective","content":"a: 1"}""", "/name")]
    [InlineData("""{"name":"0b8f9a52-7a52-4c5c-9a55-0a1d1f6f0a11","content":"a: 1"}""", "/name")]
    [InlineData("""{"name":"x","environment":"-","content":"a: 1"}""", "/environment")]
    [InlineData("""{"name":"x"}""", "/content")]
    [InlineData("""{"name":"x","content":{"a":1}}""", "/content")]
    [InlineData("""{"name":"x","content":"a: ${secret:no name}"}""", "/content")]
    [InlineData("""{"name":"x","content":"a: 1\na: 2"}""", "/content")]
    [InlineData("""{"name":"x","content":"a: 1","format":"json"}""", "/content")]
    [InlineData("""{"name":"x","content":"a: 1","schema":"{\"$ref\":\"http://example.com\"}"}""", "/schema")]
    [InlineData("""{"name":"x","content":"a: 1","owner":"me"}""", "/owner")]
    [InlineData("""{"name":"x","content":"a: 1","services":["-"],"labels":{"a":1}}""", "/labels/a|/services/0")]
    public async Task Create_WithFaults_NamesThemAndWritesNothing(string body, string pointers)
    {
        var problem = await _mesh.Admin.PostJsonAsync(Path, body).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(pointers.Split('|'), problem.Pointers().Order());
        Assert.Empty((await _mesh.Admin.ReadAsync(Path).JsonAsync()).AsArray());
    }

    [Fact]
    public async Task Create_TooLarge_IsRefused()
    {
        var problem = await _mesh.Admin.PostJsonAsync(Path, Body("""{"name":"x"}""", $"a: {new string('x', ConfigurationLimits.Content)}")).JsonAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["/content"], problem.Pointers());

        await _mesh.Admin.PostJsonAsync(Path, Body("""{"name":"x"}""", new string('x', ConfigurationLimits.Body))).JsonAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Reading_IsForAdminsAndTheScope_AndWritingForAdmins()
    {
        var id = await CreateAsync("db", "a: 1");
        var plain = await _mesh.ServiceAsync("orders");
        var reader = await _mesh.ServiceAsync("orders", Scope.ReadConfigurations);
        string[] paths = [Path, $"{Path}/db", $"{Path}/{id}/history", $"{Path}/{id}/diff?from=1&to=1"];

        foreach (var path in paths)
        {
            await plain.ReadAsync(path).JsonAsync(HttpStatusCode.Forbidden);
            await reader.ReadAsync(path).JsonAsync();
        }

        await reader.PostJsonAsync(Path, Body("""{"name":"x"}""", "a: 1")).JsonAsync(HttpStatusCode.Forbidden);
        await reader.PostJsonAsync($"{Path}/{id}/rollback", """{"version":1}""").JsonAsync(HttpStatusCode.Forbidden);
    }

    private async Task<string> CreateAsync(string name, string content) =>
        (string)(await _mesh.Admin.PostJsonAsync(Path, Body($$"""{"name":"{{name}}"}""", content)).JsonAsync(HttpStatusCode.Created))["id"]!;

    private async Task<HttpStatusCode> StatusAsync(string name, string ifNoneMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}/{name}") { Headers = { { "If-None-Match", ifNoneMatch } } };
        using var response = await _mesh.Admin.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> PutAsync(string name, string content, string? ifMatch, string? ifNoneMatch = null, string more = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Path}/{name}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body("{}", content)[..^1] + more + "}"));
        request.Content.Headers.ContentType = new("application/json");
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return await _mesh.Admin.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> ValidateAsync(string name, string content, string more = "") =>
        _mesh.Admin.PostJsonAsync($"{Path}/{name}/validate", Body("{}", content)[..^1] + more + "}");

    private static string Body(string start, string content)
    {
        var body = JsonNode.Parse(start)!.AsObject();
        body["content"] = content;
        return body.ToJsonString();
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Tests.Client;

namespace ToskaMesh.Cli.Tests.Commands.Identity;

/// <summary>What an Admin does to users, keys and clients.</summary>
public sealed class AdminCommandTests
{
    [Theory]
    [InlineData("users show u1", "GET", "/api/Auth/users/u1")]
    [InlineData("users disable u1", "POST", "/api/Auth/users/u1/disable")]
    [InlineData("users enable u1", "POST", "/api/Auth/users/u1/enable")]
    [InlineData("users unlock u1", "POST", "/api/Auth/users/u1/unlock")]
    [InlineData("users delete u1", "DELETE", "/api/Auth/users/u1")]
    [InlineData("users roles u1 User Admin", "PUT", "/api/Auth/users/u1/roles", """{"roles":["User","Admin"]}""")]
    [InlineData("apikey delete k/1", "DELETE", "/api/Auth/apikeys/k%2F1")]
    [InlineData("apikey rotate k1", "POST", "/api/Auth/apikeys/k1/rotate", "{}")]
    [InlineData("apikey rotate k1 --overlap 01:00:00", "POST", "/api/Auth/apikeys/k1/rotate", """{"overlap":"01:00:00"}""")]
    [InlineData("apikey create ci --role Admin", "POST", "/api/Auth/apikeys", """{"name":"ci","role":"Admin","services":[],"scopes":[]}""")]
    [InlineData("client create web --service a --service b --scope routes:open", "POST", "/api/Auth/clients", """{"name":"web","role":"Service","services":["a","b"],"scopes":["routes:open"]}""")]
    [InlineData("signing-key rotate", "POST", "/api/Auth/signing-keys/rotate", """{"revoke":false}""")]
    [InlineData("signing-key rotate --revoke --notes leaked", "POST", "/api/Auth/signing-keys/rotate", """{"revoke":true,"notes":"leaked"}""")]
    [InlineData("client delete c1", "DELETE", "/api/Auth/clients/c1")]
    public async Task Command_AsksTheMesh(string line, string method, string target, string body = "")
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new { }));

        var run = await Toska.RunAsync([.. line.Split(' '), "--url", mesh.Url, "--key", "k"]);

        var request = Assert.Single(mesh.Requests);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal((method, target, body), (request.Method, request.Target, request.Body));
        Assert.Equal(method == "GET" ? null : body.Length, request.ContentLength);
    }

    [Fact]
    public async Task User_ByAddress_IsFoundBySearch_AndNotOneThatOnlyContainsIt()
    {
        await using var mesh = await StubMesh.StartAsync(request => request.Target.Contains('?', StringComparison.Ordinal)
            ? Results.Json(new[] { new { id = "u2", email = "xada@example.org" }, new { id = "u1", email = "Ada@example.org" } })
            : Results.StatusCode(204));

        var run = await Toska.RunAsync("users", "disable", "ada@example.org", "--url", mesh.Url, "--key", "k");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["/api/Auth/users?search=ada%40example.org&limit=1000", "/api/Auth/users/u1/disable"], mesh.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task User_ByAnUnknownAddress_IsNotFound()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new[] { new { id = "u2", email = "xada@example.org" } }));

        var run = await Toska.RunAsync("users", "delete", "ada@example.org", "--url", mesh.Url, "--key", "k");

        Assert.Equal(ExitCode.NotFound, run.ExitCode);
        Assert.Single(mesh.Requests);
    }

    [Theory]
    [InlineData("apikey create ci", """{"id":"k1","key":"tsk_k1_marked"}""", "tsk_k1_marked")]
    [InlineData("apikey rotate k1", """{"id":"k1","key":"tsk_k1_marked"}""", "tsk_k1_marked")]
    [InlineData("client create web", """{"clientId":"c1","clientSecret":"marked"}""", "marked")]
    public async Task NewSecret_IsAloneOnStandardOutput_WithANoteBesideIt(string line, string answer, string secret)
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Text(answer, "application/json", statusCode: 201));

        var run = await Toska.RunAsync([.. line.Split(' '), "--url", mesh.Url, "--key", "k"]);
        var json = await Toska.RunAsync([.. line.Split(' '), "--url", mesh.Url, "--key", "k", "--json"]);

        Assert.Equal(secret + Environment.NewLine, run.Output);
        Assert.Contains("this once", run.Error, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(answer), JsonNode.Parse(json.Output)));
    }

    [Fact]
    public async Task Keys_AreListedWithWhatTheMeshSays()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new[] { new { id = "k1", name = "ci", role = "Service", services = new[] { "a" }, scopes = Array.Empty<string>() } }));

        var run = await Toska.RunAsync("apikey", "list", "--url", mesh.Url, "--key", "k");

        Assert.StartsWith("k1  ci    Service  a", run.Output.Split(Environment.NewLine)[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("users roles u1")]
    [InlineData("apikey create x --days many")]
    public async Task CommandLine_NotUnderstood_NamesTheWholeCommandToAskHelpOf(string line)
    {
        var run = await Toska.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains($"Try: toska {string.Join(' ', line.Split(' ').Take(2).Where(word => word is not "u1"))} --help", run.Error, StringComparison.Ordinal);
    }
}

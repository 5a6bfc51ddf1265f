using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Tests.Client;

namespace ToskaMesh.Cli.Tests.Commands;

public sealed class RegisterCommandTests
{
    [Fact]
    public async Task Register_WithLittle_LeavesTheRestToTheMesh()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new { }));

        var run = await Toska.RunAsync("register", "web", "--port", "9000", "--url", mesh.Url);

        var request = Assert.Single(mesh.Requests);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("/api/ServiceRegistration/register", request.Target);
        Assert.Equal("""{"serviceName":"web","serviceId":"web-127.0.0.1-9000","address":"127.0.0.1","port":9000}""", request.Body);
        Assert.Equal(request.Body.Length, request.ContentLength);
        Assert.Contains(" /mesh/web/", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_WithEverything_SendsIt()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new { ok = true }));

        var run = await Toska.RunAsync(
            "register", "web", "--port", "9000", "--address", "::1", "--id", "w1", "--scheme", "h2c", "--tag", "a", "--tag", "b",
            "--metadata", "k=v=w", "--weight", "0", "--zone", "z", "--service-version", "2", "--lease", "60", "--health", "/up",
            "--access", "authenticated", "--require-role", "user", "--require-role", "service", "--require-scope", "orders:read",
            "--pass-authorization", "true", "--balancing", "random", "--url", mesh.Url, "--json");

        var expected = JsonNode.Parse("""
            {"serviceName":"web","serviceId":"w1","address":"::1","port":9000,"scheme":"h2c","weight":0,"zone":"z","version":"2",
             "leaseSeconds":60,"tags":["a","b"],"metadata":{"k":"v=w"},"healthCheck":{"type":"http","endpoint":"/up"},
             "routing":{"access":"authenticated","requiredRoles":["user","service"],"requiredScopes":["orders:read"],"passAuthorization":true,"loadBalancing":"random"}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(Assert.Single(mesh.Requests).Body)));
        Assert.True(JsonNode.Parse(run.Output)!["ok"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Deregister_OddId_IsEscapedAndHasALength()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new { }));

        await Toska.RunAsync("deregister", "a/b", "--url", mesh.Url);

        var request = Assert.Single(mesh.Requests);
        Assert.Equal("/api/ServiceRegistration/deregister/a%2Fb", request.Target);
        Assert.Equal(0, request.ContentLength);
    }
}

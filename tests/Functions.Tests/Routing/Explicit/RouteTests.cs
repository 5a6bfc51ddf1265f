using System.Net;
using System.Text;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Functions.Tests.Routing.Explicit;

public sealed class RouteTests : IAsyncLifetime
{
    private const string Routes = "api/Routes";

    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Put_MakesChangesAndKeeps_AndEachVersionIsPublishedAtOnce()
    {
        using var made = await PutAsync("Shop", To("shop"), ("If-None-Match", "*"));
        Assert.Equal((HttpStatusCode.Created, "\"v1\"", "/api/Routes/shop"), (made.StatusCode, made.Headers.ETag?.ToString(), made.Headers.Location?.ToString()));
        Assert.Equal("shop", (await PublishedAsync()).Single().Stable!.Definition.Backends[0].Service);

        await PutAsync("shop", To("shop"), ("If-None-Match", "*")).JsonAsync(HttpStatusCode.PreconditionFailed);
        await PutAsync("shop", To("other"), ("If-Match", "\"v7\"")).JsonAsync(HttpStatusCode.PreconditionFailed);
        await PutAsync("shop", To("other")).JsonAsync((HttpStatusCode)428);
        Assert.Equal(2, (int?)(await PutAsync("shop", To("other"), ("If-Match", "\"v1\"")).JsonAsync())["version"]);
        Assert.Equal(2, (int?)(await PutAsync("shop", To("other"), ("If-Match", "*")).JsonAsync())["version"]);

        Assert.Equal(("shop", 2L, "other"), (await PublishedAsync()).Select(route => (route.Name, route.Stable!.Version, route.Stable.Definition.Backends[0].Service)).Single());
        var read = await _mesh.Admin.ReadAsync($"{Routes}/shop?version=1").JsonAsync();
        Assert.Equal(("shop", 2), ((string?)read["definition"]!["backends"]![0]!["service"], (int?)read["activeVersion"]));
        Assert.Equal("shop", (string?)(await _mesh.Admin.ReadAsync(Routes).JsonAsync()).AsArray().Single()!["name"]);
    }

    [Fact]
    public async Task Put_WithFaults_NamesThemAll_AndChangesNothing()
    {
        var problem = await PutAsync("shop", """{"match":{"path":"/api/x"},"backends":[{"service":"a","weight":0}],"x":1}""", ("If-None-Match", "*"))
            .JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(
            ["/definition/backends", "/definition/match/path", "/definition/x"],
            problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]).Order(StringComparer.Ordinal));
        await _mesh.Admin.ReadAsync($"{Routes}/shop").JsonAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Delete_TakesItOutOfTheTable_AndItCanBeMadeAgain()
    {
        await PutAsync("shop", To("shop"), ("If-None-Match", "*")).JsonAsync(HttpStatusCode.Created);

        using var deleted = await _mesh.Admin.DeleteAsync(new Uri($"{Routes}/shop", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Empty(await PublishedAsync());
        Assert.Equal(2, (int?)(await PutAsync("shop", To("shop"), ("If-None-Match", "*")).JsonAsync(HttpStatusCode.Created))["version"]);
    }

    [Fact]
    public async Task History_AndRollback_AreThoseOfConfigurations_WhichWriteNoRouteOtherwise()
    {
        await PutAsync("shop", To("shop"), ("If-None-Match", "*")).JsonAsync(HttpStatusCode.Created);
        var id = (string?)(await PutAsync("shop", To("other"), ("If-Match", "\"v1\"")).JsonAsync())["id"];

        await _mesh.Admin.PostJsonAsync($"api/Configurations/{id}/rollback", """{"version":1}""").JsonAsync();

        Assert.Equal((3L, "shop"), (await PublishedAsync()).Select(route => (route.Stable!.Version, route.Stable.Definition.Backends[0].Service)).Single());
        var diff = await _mesh.Admin.ReadAsync($"api/Configurations/{id}/diff?from=1&to=2").JsonAsync();
        Assert.Equal("/backends/0/service", (string?)diff["changes"]![0]!["path"]);
        Assert.Equal("route", (string?)(await _mesh.Admin.ReadAsync("api/Configurations/shop").JsonAsync())["kind"]);
        await SendAsync("api/Configurations/shop", """{"content":"match: {path: /api}"}""", ("If-Match", "*")).JsonAsync(HttpStatusCode.Conflict);
        Assert.Empty((await _mesh.Admin.ReadAsync("api/Configurations/effective?service=shop").JsonAsync())["layers"]!.AsArray());
    }

    [Fact]
    public async Task Rollout_OfAVersionThatDoesNotHoldYet_IsPublishedAsCandidateWithItsShare()
    {
        await PutAsync("shop", To("shop"), ("If-None-Match", "*")).JsonAsync(HttpStatusCode.Created);
        var id = Guid.Parse((string)(await SendAsync($"{Routes}/shop", $$"""{"definition":{{To("new")}},"activate":false}""", ("If-Match", "*")).JsonAsync())["id"]!);
        Assert.Null((await PublishedAsync()).Single().Candidate);

        var share = new RolloutShare(
            Guid.NewGuid(), id, new ConfigurationKey(ConfigurationName.Parse("shop"), EnvironmentName.Default), ConfigurationKind.Route, 2, "", 1, 25, new HashSet<InstanceId>());
        _mesh.Store.Rollouts.Said.Add(share);
        await PutAsync("unrelated", To("x"), ("If-None-Match", "*")).JsonAsync(HttpStatusCode.Created);

        var route = (await PublishedAsync()).Single(route => route.Name == "shop");
        Assert.Equal((1L, "shop"), (route.Stable!.Version, route.Stable.Definition.Backends[0].Service));
        Assert.Equal((share.RolloutId, 25, 2L, "new"), (route.Candidate!.Rollout, route.Candidate.Percent, route.Candidate.Version, route.Candidate.Definition.Backends[0].Service));
        await PutAsync("shop", To("third"), ("If-Match", "*")).JsonAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Settings_OfTheSameName_AreAnotherKind()
    {
        await _mesh.Admin.PostJsonAsync("api/Configurations", """{"name":"shop","content":"a: 1"}""").JsonAsync(HttpStatusCode.Created);

        await PutAsync("shop", To("shop"), ("If-None-Match", "*")).JsonAsync(HttpStatusCode.Conflict);
        await _mesh.Admin.ReadAsync($"{Routes}/shop").JsonAsync(HttpStatusCode.NotFound);
        Assert.Empty((await _mesh.Admin.ReadAsync(Routes).JsonAsync()).AsArray());
    }

    private static string To(string service) => $$$"""{"match":{"path":"/shop/{**rest}"},"backends":[{"service":"{{{service}}}"}]}""";

    private Task<HttpResponseMessage> PutAsync(string name, string definition, params (string Name, string Value)[] headers) =>
        SendAsync($"{Routes}/{name}", $$"""{"definition":{{definition}}}""", headers);

    private async Task<HttpResponseMessage> SendAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (header, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return await _mesh.Admin.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<ExplicitRoute>> PublishedAsync()
    {
        var document = await File.ReadAllBytesAsync(Path.Combine(_mesh.DataDirectory, DocumentNames.RouteTable), TestContext.Current.CancellationToken);
        var reading = RouteTableJson.Read(document);
        Assert.True(reading.Accepted, string.Join("; ", reading.Errors));
        return reading.Table.Routes;
    }
}

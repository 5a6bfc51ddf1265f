using System.Net;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Tests.Identity;

public sealed class ApiKeyFunctionTests : IAsyncLifetime
{
    private IdentityUnderTest _identity = null!;

    private ControlPlaneUnderTest Mesh => _identity.Mesh;

    public async ValueTask InitializeAsync() => _identity = await IdentityUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _identity.DisposeAsync();

    [Fact]
    public async Task Create_Key_WorksAndIsShownOnce()
    {
        using var response = await Mesh.Admin.PostJsonAsync("api/Auth/apikeys", """{"name":"ci","role":"service","services":["orders"],"scopes":["routes:open"]}""");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
        var answer = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var key = (string)answer["key"]!;

        using var used = await Mesh.Client(key).ReadAsync("api/ServiceDiscovery/services");
        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        var listed = (await Mesh.Admin.ReadAsync("api/Auth/apikeys").JsonAsync()).AsArray().Single(one => (string?)one!["name"] == "ci")!;
        Assert.Equal(("Service", "orders", "routes:open", "made"), ((string?)listed["role"], (string?)listed["services"]![0], (string?)listed["scopes"]![0], (string?)listed["origin"]));
        Assert.NotNull(listed["lastUsedAt"]);
        Assert.DoesNotContain(key.Split('_', 3)[2], listed.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_FaultyBody_NamesEveryFault()
    {
        var problem = await Mesh.Admin.PostJsonAsync(
            "api/Auth/apikeys", """{"name":"","role":"user","services":["no name"],"scopes":["two words"],"expiresAt":"2001-01-01T00:00:00Z","x":1}""").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/expiresAt", "/name", "/role", "/scopes/0", "/services/0", "/x"], problem.Pointers().Order());
    }

    [Fact]
    public async Task Rotate_Twice_TwoSecretsWorkUntilTheOverlapEnds()
    {
        var (first, id) = await _identity.CreateKeyAsync("""{"name":"ci","role":"gateway"}""");
        var second = (string)(await Mesh.Admin.PostAsync($"api/Auth/apikeys/{id}/rotate").JsonAsync())["key"]!;
        Assert.Equal(new[] { 200, 200 }, await StatusesAsync(first, second));

        var third = (string)(await Mesh.Admin.PostJsonAsync($"api/Auth/apikeys/{id}/rotate", """{"overlap":"00:10:00"}""").JsonAsync())["key"]!;
        Assert.Equal(new[] { 401, 200, 200 }, await StatusesAsync(first, second, third));

        Mesh.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(new[] { 401, 200 }, await StatusesAsync(second, third));
        await Mesh.Admin.PostJsonAsync($"api/Auth/apikeys/{id}/rotate", """{"overlap":"8.00:00:00"}""").JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Delete_Key_EndsItHereAndInTheGatewaysDocument()
    {
        var (key, id) = await _identity.CreateKeyAsync("""{"name":"ci","role":"service","services":["orders"]}""");
        Assert.Contains(id, await PublishedAsync(), StringComparison.Ordinal);

        using var deleted = await Mesh.Admin.DeleteAsync($"api/Auth/apikeys/{id}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(401, await StatusAsync(key));
        Assert.DoesNotContain(id, await PublishedAsync(), StringComparison.Ordinal);
        using var again = await Mesh.Admin.DeleteAsync($"api/Auth/apikeys/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Delete_LastAdminKey_IsRefusedUntilThereIsAnother()
    {
        await Mesh.Admin.DeleteAsync("api/Auth/apikeys/admin", TestContext.Current.CancellationToken).JsonAsync(HttpStatusCode.Conflict);

        var (key, _) = await _identity.CreateKeyAsync("""{"name":"second","role":"admin"}""");
        using var deleted = await Mesh.Client(key).DeleteAsync("api/Auth/apikeys/admin", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(401, await StatusAsync(Mesh.AdminKey.Reveal()));
    }

    [Fact]
    public async Task Audit_OfAKey_SaysWhoDidWhat_AndPages()
    {
        var (_, id) = await _identity.CreateKeyAsync("""{"name":"ci","role":"gateway"}""");
        Mesh.Time.Advance(TimeSpan.FromSeconds(1));
        await Mesh.Admin.PostAsync($"api/Auth/apikeys/{id}/rotate").JsonAsync();

        var records = await _identity.AuditAsync($"target={id}");

        Assert.Equal(["apikey.rotated", "apikey.created"], records.Select(record => (string?)record!["action"]));
        Assert.All(records, record => Assert.Equal("admin", (string?)record!["actor"]));
        Assert.All(records, record => Assert.NotNull(record!["correlationId"]));
        Assert.Equal("apikey.created", (string?)(await _identity.AuditAsync("action=apikey.created&from=2026-01-02T03:04:05Z&to=2026-01-02T03:04:06Z")).Single()!["action"]);
        await Mesh.Admin.ReadAsync("api/Auth/audit?from=yesterday&who=me").JsonAsync(HttpStatusCode.BadRequest);
    }

    private async Task<int[]> StatusesAsync(params string[] keys)
    {
        var statuses = new List<int>();
        foreach (var key in keys)
        {
            statuses.Add(await StatusAsync(key));
        }

        return [.. statuses];
    }

    private async Task<int> StatusAsync(string key)
    {
        using var response = await Mesh.Client(key).ReadAsync("api/ServiceDiscovery/services");
        return (int)response.StatusCode;
    }

    private Task<string> PublishedAsync() =>
        File.ReadAllTextAsync(Path.Combine(Mesh.DataDirectory, DocumentNames.Credentials), TestContext.Current.CancellationToken);
}

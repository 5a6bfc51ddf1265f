using System.Net;
using System.Text.Json.Nodes;

namespace ToskaMesh.Functions.Tests.Health;

public sealed class HealthTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Theory]
    [InlineData("health", "documents,outbox,process,store,tokens")]
    [InlineData("health/ready", "documents,outbox,process,store,tokens")]
    [InlineData("health/live", "process")]
    public async Task Health_AllWell_NamesItsParts(string path, string parts)
    {
        var health = await _mesh.Anonymous.ReadAsync(path).JsonAsync();

        Assert.Equal("Healthy", (string?)health["status"]);
        Assert.Equal(parts, string.Join(',', Checks(health).Select(check => (string?)check["name"]).Order()));
        Assert.NotNull(health["duration"]);
        Assert.All(Checks(health), check => Assert.NotEmpty((string)check["description"]!));
    }

    [Fact]
    public async Task Ready_StoreAway_Is503WithTheReason_AndLiveIsNot()
    {
        _mesh.Gate.Fault = "The disk is full.";

        var ready = await _mesh.Anonymous.ReadAsync("health/ready").JsonAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("The disk is full.", (string?)Check(ready, "store")["description"]);
        await _mesh.Anonymous.ReadAsync("health/live").JsonAsync();
    }

    [Fact]
    public async Task Ready_StoreComesBack_IsSeenWithinASecond()
    {
        _mesh.Gate.Fault = "away";
        await _mesh.Anonymous.ReadAsync("health/ready").JsonAsync(HttpStatusCode.ServiceUnavailable);
        _mesh.Gate.Fault = null;

        await _mesh.Anonymous.ReadAsync("health/ready").JsonAsync(HttpStatusCode.ServiceUnavailable);
        _mesh.Time.Advance(TimeSpan.FromSeconds(1));
        await _mesh.Anonymous.ReadAsync("health/ready").JsonAsync();
    }

    [Fact]
    public async Task Ready_RouteTableDamaged_IsDegraded()
    {
        await File.WriteAllTextAsync(Path.Combine(_mesh.DataDirectory, "routes.json"), "{", TestContext.Current.CancellationToken);

        var ready = await _mesh.Anonymous.ReadAsync("health/ready").JsonAsync();

        Assert.Equal("Degraded", (string?)ready["status"]);
        Assert.Equal("Degraded", (string?)Check(ready, "documents")["status"]);
    }

    private static IEnumerable<JsonNode> Checks(JsonNode health) => health["checks"]!.AsArray().Select(check => check!);

    private static JsonNode Check(JsonNode health, string name) => Checks(health).Single(check => (string?)check["name"] == name);
}

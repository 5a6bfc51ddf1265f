using System.Text.Json.Nodes;
using StackExchange.Redis;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Redis;

/// <summary>Redis as a part of the whole function app.</summary>
public sealed class RedisPartTests : IAsyncLifetime
{
    private readonly RedisServer _server = new();
    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _mesh = await ControlPlaneUnderTest.StartAsync(null, $"--Mesh:Redis={_server.Configuration}");
    }

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Health_RedisKilledAndStartedAgain_IsDegradedMeanwhile()
    {
        await StatusIsAsync("Healthy");
        await _server.KillAsync();
        await StatusIsAsync("Degraded");
        await _server.RestartAsync();
        await StatusIsAsync("Healthy");
    }

    [Fact]
    public async Task Start_ConnectsNowhere_BeforeItIsAsked()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{_server.Configuration},allowAdmin=true");
        var clients = await connection.GetServers()[0].ClientListAsync();

        Assert.DoesNotContain(clients, client => client.Name == "toskamesh");
    }

    private Task StatusIsAsync(string expected) => Eventually.TrueAsync(
        async () =>
        {
            _mesh.Time.Advance(TimeSpan.FromSeconds(1));
            var health = await _mesh.Anonymous.ReadAsync("health/ready").JsonAsync();
            return (string?)Redis(health)["status"] == expected && (string?)health["status"] == expected;
        },
        $"redis is {expected}",
        TimeSpan.FromSeconds(10));

    private static JsonNode Redis(JsonNode health) =>
        health["checks"]!.AsArray().Select(check => check!).Single(check => (string?)check["name"] == "redis");
}

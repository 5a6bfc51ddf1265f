using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Redis;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Gateway.Tests.Documents;

/// <summary>A gateway that practically does not poll, and is told by a genuine Redis.</summary>
public sealed class RedisChangeSignalTests : IAsyncLifetime
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    private readonly RedisServer _server = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _gateway = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Document_Told_IsAppliedLongBeforeAPoll() => await PublishUntilAppliedAsync();

    [Fact]
    public async Task Redis_KilledAndStartedAgain_TellsAgain()
    {
        await PublishUntilAppliedAsync();
        await _server.KillAsync();
        await _server.RestartAsync();
        await PublishUntilAppliedAsync();
    }

    [Fact]
    public async Task Redis_BackAfterADocumentWasMissed_IsASign()
    {
        await PublishUntilAppliedAsync();
        await _server.KillAsync();
        var missed = _gateway.Documents.Publish(Routed.Open("missed"));
        await _server.RestartAsync();

        await Eventually.TrueAsync(() => _gateway.Table.Applied == missed, "the missed table is applied", Recovery);
    }

    [Fact]
    public async Task Redis_PausedAndResumed_TellsAgain()
    {
        await PublishUntilAppliedAsync();
        _server.Pause();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await _gateway.GetAsync("/health/ready", TestContext.Current.CancellationToken)).Status);
        _server.Resume();
        await PublishUntilAppliedAsync();
    }

    [Fact]
    public async Task Redis_NotThereAtTheStart_TellsWhenItComes()
    {
        await _server.KillAsync();
        await using var late = await StartAsync();
        await _server.RestartAsync();

        await PublishUntilAppliedAsync(late);
    }

    private async Task<TestGateway> StartAsync()
    {
        var documents = new PublishedDocuments();
        documents.Publish();
        documents.PublishKeys(TimeProvider.System.GetUtcNow());
        return await TestGateway.StartAsync(
            new() { ["Mesh:Redis"] = _server.Configuration, ["Mesh:Gateway:PollInterval"] = "1.00:00:00" },
            builder => builder.Services.AddSingleton<IChangeSignal, RedisChangeSignal>(),
            documents);
    }

    private Task PublishUntilAppliedAsync() => PublishUntilAppliedAsync(_gateway);

    // Told until it is heard: when a subscription stands is not to be seen from outside.
    private async Task PublishUntilAppliedAsync(TestGateway gateway)
    {
        var order = gateway.Documents.Publish(Routed.Open($"service-{Guid.NewGuid():n}"));
        await using var publisher = await ConnectionMultiplexer.ConnectAsync($"{_server.Configuration},abortConnect=false");
        await Eventually.TrueAsync(
            async () =>
            {
                await publisher.GetSubscriber().PublishAsync(DocumentsChannel.Name, DocumentsChannel.Message(DocumentNames.RouteTable, "tag"));
                return gateway.Table.Applied == order;
            },
            $"table {order} applied",
            Recovery);
    }
}

using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.RabbitMq;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Messaging.RabbitMq;

/// <summary>A broker that holds its connections and says nothing.</summary>
public sealed class RabbitMqPauseTests : IAsyncLifetime
{
    private readonly RabbitMqServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Publish_WhileItSaysNothing_EndsInTimeAndGoesOnAfterwards()
    {
        var time = new FakeTimeProvider();
        await using var broker = new RabbitMqUnderTest(_server.Uri, time);
        await broker.Migration.RunAsync(Cancel);
        await broker.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("before")), Cancel);
        var entries = MeshEvents.Entries(Enumerable.Range(1, 100).Select(i => MeshEvents.Of($"id-{i}", i)));

        _server.Pause();
        var publish = broker.Bus.PublishAsync(entries, Cancel);
        time.Advance(RabbitMqEventBus.Patience);
        var report = await publish;
        _server.Resume();

        Assert.Empty(report.Taken);
        Assert.Empty(report.Refused);
        Assert.NotNull(report.Unavailable);
        await Eventually.TrueAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return (await broker.Bus.PublishAsync(entries, Cancel)).Taken.Count == entries.Count;
            },
            "the broker takes events again");
        var received = await broker.ReceivedAsync(EventConsumers.ServiceHistory, entries.Count + 1);
        Assert.Equal(entries.Count + 1, received.Select(@event => @event.Id).Distinct().Count());
    }
}

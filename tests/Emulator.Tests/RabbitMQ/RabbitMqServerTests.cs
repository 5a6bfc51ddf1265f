using RabbitMQ.Client;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.RabbitMQ;

/// <summary>The fixture itself: every test on a broker that fails relies on this.</summary>
public class RabbitMqServerTests
{
    [Fact]
    public async Task Server_KilledAndStartedAgain_HasItsPersistentMessagesOnTheSamePort()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        var host = await server.CreateVirtualHostAsync();
        await PublishAsync(host);
        await server.DeclaredAsync();
        await server.KillAsync();
        await server.RestartAsync();
        Assert.Equal(1u, await CountAsync(host));
        await server.StopAsync();
        await server.RestartAsync();
        Assert.Equal(1u, await CountAsync(host));
        server.Pause();
        server.Resume();
        Assert.Equal(1u, await CountAsync(host));
        await server.StopAsync();
    }

    private static async Task PublishAsync(Uri host)
    {
        await using var connection = await ConnectAsync(host);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            TestContext.Current.CancellationToken);
        await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, cancellationToken: TestContext.Current.CancellationToken);
        await channel.BasicPublishAsync(
            "", "kept", mandatory: true, new BasicProperties { Persistent = true }, "body"u8.ToArray(), TestContext.Current.CancellationToken);
    }

    private static async Task<uint> CountAsync(Uri host)
    {
        await using var connection = await ConnectAsync(host);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await channel.MessageCountAsync("kept", TestContext.Current.CancellationToken);
    }

    private static Task<IConnection> ConnectAsync(Uri host) =>
        new ConnectionFactory { Uri = host }.CreateConnectionAsync(TestContext.Current.CancellationToken);
}

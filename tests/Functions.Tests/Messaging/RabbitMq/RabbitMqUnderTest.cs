using System.Text;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using ToskaMesh.Functions.Messaging.RabbitMq;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Messaging.RabbitMq;

/// <summary>The adapters on one virtual host, and a look at its queues from beside them.</summary>
internal sealed class RabbitMqUnderTest(Uri uri, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly List<MeshEvent> _received = [];
    private IConnection? _connection;
    private IChannel? _channel;

    public RabbitMqConnection Connection { get; } = new(OptionsOf(uri), time ?? TimeProvider.System);

    public RabbitMqMigration Migration { get; } = new(OptionsOf(uri));

    /// <summary>As where the consumer is switched off.</summary>
    public RabbitMqMigration MigrationWithout(string consumer) => new(OptionsOf(uri, consumer));

    public RabbitMqEventBus Bus => new(Connection, time ?? TimeProvider.System);

    /// <summary>A channel beside those of the adapters.</summary>
    public async Task<IChannel> BesideAsync()
    {
        if (_channel is not { IsOpen: true })
        {
            _connection = await RabbitMqConnection.Factory(uri.ToString()).CreateConnectionAsync(TestContext.Current.CancellationToken);
            _channel = await _connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        }

        return _channel;
    }

    /// <summary>Takes messages from a queue until there were as many, from the first call on.</summary>
    public async Task<IReadOnlyList<MeshEvent>> ReceivedAsync(string queue, int count)
    {
        var channel = await BesideAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                while (await channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken) is { } message)
                {
                    Assert.Equal(CloudEventJson.ContentType, message.BasicProperties.ContentType);
                    var @event = CloudEventJson.Read(Encoding.UTF8.GetString(message.Body.Span))!;
                    Assert.Equal((@event.Id.ToString(), true), (message.BasicProperties.MessageId, message.BasicProperties.Persistent));
                    _received.Add(@event);
                }

                return _received.Count >= count;
            },
            $"{count} messages in {queue}, of which there are {_received.Count}");
        return _received;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private static IOptions<RabbitMqOptions> OptionsOf(Uri uri, params string[] idle) =>
        Options.Create(new RabbitMqOptions { Uri = uri.ToString(), Idle = idle });
}

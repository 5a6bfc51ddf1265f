using System.Threading.Channels;
using RabbitMQ.Client;
using ToskaMesh.Emulator.Queues;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>One connection of a function to its queue.</summary>
internal sealed class RabbitMqSession : IMessageSession
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _queue;
    private readonly Type _parameter;

    // Unbounded here, since the broker sends no more than the prefetch count.
    private readonly Channel<RabbitMqDelivery> _deliveries = Channel.CreateUnbounded<RabbitMqDelivery>();

    public RabbitMqSession(IConnection connection, IChannel channel, string queue, Type parameter)
    {
        _connection = connection;
        _channel = channel;
        _queue = queue;
        _parameter = parameter;
        Consumer = new RabbitMqConsumer(channel, _deliveries.Writer);
    }

    public IAsyncBasicConsumer Consumer { get; }

    public async ValueTask<IReceivedMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        var delivery = await _deliveries.Reader.ReadAsync(cancellationToken);

        // What was fetched ahead on a connection that is lost goes to whoever connects next, perhaps another host.
        return _channel.IsOpen
            ? new RabbitMqMessage(_channel, delivery, _queue, _parameter)
            : throw new InvalidOperationException($"The connection ended: {_channel.CloseReason?.ReplyText}", _channel.CloseReason?.Exception);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsOpen)
        {
            // What was acknowledged must have left this process.
            await _connection.CloseAsync(ClosePatience);
        }

        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

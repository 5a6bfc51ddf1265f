using RabbitMQ.Client;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>
/// Publishes to a queue through the default exchange, without properties, as the genuine extension does; and waits for
/// the broker's confirmation. Its connection is made when it is needed and again after it was lost.
/// </summary>
internal sealed class RabbitMqSender(RabbitMqEndpoint endpoint, string queue) : IOutputSender, IAsyncDisposable
{
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

    /// <exception cref="Exception">The broker cannot be reached, or has no such queue.</exception>
    public async Task SendAsync(IReadOnlyList<OutputMessage> messages, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(cancellationToken);
        await Task.WhenAll(messages.Select(message => channel.BasicPublishAsync(
            "", queue, mandatory: true, new BasicProperties(), message.Body, cancellationToken).AsTask()));
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetAsync();
        _turn.Dispose();
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsOpen: true } open)
            {
                return open;
            }

            await ForgetAsync();
            _connection = await endpoint.ConnectAsync($"output {queue}", cancellationToken);
            return _channel = await _connection.CreateChannelAsync(Confirmed, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ForgetAsync()
    {
        var (channel, connection) = (_channel, _connection);
        (_channel, _connection) = (null, null);
        if (channel is not null)
        {
            await channel.DisposeAsync();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }
}

using RabbitMQ.Client;
using ToskaMesh.Emulator.Queues;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>
/// Publishes to a queue through the default exchange, without properties, as the genuine extension does; and waits for
/// the broker's confirmation.
/// </summary>
internal sealed class RabbitMqSender(RabbitMqEndpoint endpoint, string queue) : IOutputSender, IAsyncDisposable
{
    private readonly Reopening<RabbitMqPublisher> _publisher = new(ct => OpenAsync(endpoint, queue, ct));

    /// <exception cref="Exception">The broker cannot be reached, or has no such queue.</exception>
    public async Task SendAsync(IReadOnlyList<OutputMessage> messages, CancellationToken cancellationToken)
    {
        var publisher = await _publisher.GetAsync(cancellationToken);
        await Task.WhenAll(messages.Select(message => publisher.Channel.BasicPublishAsync(
            "", queue, mandatory: true, new BasicProperties(), message.Body, cancellationToken).AsTask()));
    }

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    private static async Task<RabbitMqPublisher> OpenAsync(RabbitMqEndpoint endpoint, string queue, CancellationToken cancellationToken)
    {
        var connection = await endpoint.ConnectAsync($"output {queue}", cancellationToken);
        try
        {
            return new RabbitMqPublisher(connection, await connection.CreateChannelAsync(RabbitMqEndpoint.Confirmed, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

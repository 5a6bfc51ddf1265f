using RabbitMQ.Client;
using ToskaMesh.Emulator.Queues;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>A RabbitMQ queue, consumed as the genuine extension does: 30 messages ahead, and never declared.</summary>
/// <param name="parameter">The type of the trigger parameter.</param>
internal sealed class RabbitMqSource(string function, RabbitMqEndpoint endpoint, string queue, Type parameter) : IMessageSource
{
    private const ushort Prefetch = 30;

    public string Name => $"RabbitMQ queue {queue}";

    public async Task<IMessageSession> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await endpoint.ConnectAsync($"function {function}", cancellationToken);
        try
        {
            // A copy for the next try counts as published when the broker has confirmed it.
            var channel = await connection.CreateChannelAsync(RabbitMqEndpoint.Confirmed, cancellationToken);
            await channel.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
            var session = new RabbitMqSession(connection, channel, queue, parameter);
            await channel.BasicConsumeAsync(queue, autoAck: false, session.Consumer, cancellationToken);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

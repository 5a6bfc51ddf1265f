using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ToskaMesh.Functions.Profile;

namespace ToskaMesh.Functions.Messaging.RabbitMq;

/// <summary>Declares exchanges and queues, and says which events each queue gets.</summary>
internal sealed class RabbitMqMigration(IOptions<RabbitMqOptions> options) : IMigration
{
    public string Part => "broker";

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await RabbitMqConnection.Factory(options.Value.Uri).CreateConnectionAsync(cancellationToken);
            return await DeclareAsync(connection, options.Value.Idle, cancellationToken);
        }
        catch (Exception exception) when (RabbitMqFailures.Translate(exception) is { } unavailable)
        {
            throw unavailable;
        }
    }

    private static async Task<IReadOnlyList<string>> DeclareAsync(
        IConnection connection, IReadOnlyCollection<string> idle, CancellationToken cancellationToken)
    {
        var made = new List<string>();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var exchange in new[] { RabbitMqTopology.Exchange, RabbitMqTopology.DeadLetterExchange })
        {
            await NoteMissingAsync(connection, exchange, (ask, ct) => ask.ExchangeDeclarePassiveAsync(exchange, ct), made, cancellationToken);
        }

        await RabbitMqTopology.DeclareExchangesAsync(channel, cancellationToken);
        foreach (var consumer in EventConsumers.All)
        {
            foreach (var queue in new[] { consumer.Name, consumer.Name + EventConsumers.Dead })
            {
                await NoteMissingAsync(connection, queue, (ask, ct) => ask.QueueDeclarePassiveAsync(queue, ct), made, cancellationToken);
            }

            await RabbitMqTopology.DeclareQueuesAsync(channel, consumer, cancellationToken);
            await RabbitMqTopology.SubscribeAsync(channel, consumer, !idle.Contains(consumer.Name), cancellationToken);
        }

        return made;
    }

    // A channel of its own, since the answer to what is not there closes it.
    private static async Task NoteMissingAsync(
        IConnection connection, string name, Func<IChannel, CancellationToken, Task> ask, List<string> made, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await ask(channel, cancellationToken);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            made.Add(name);
        }
    }
}

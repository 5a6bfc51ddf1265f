using RabbitMQ.Client;
using ToskaMesh.Emulator.Queues;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>One connection of an output binding.</summary>
internal sealed class RabbitMqPublisher(IConnection connection, IChannel channel) : IBrokerLink
{
    public bool IsOpen => channel.IsOpen;

    public IChannel Channel => channel;

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}

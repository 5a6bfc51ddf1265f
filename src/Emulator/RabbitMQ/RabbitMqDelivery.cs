using RabbitMQ.Client;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>A message as the broker delivered it.</summary>
internal sealed record RabbitMqDelivery(
    string ConsumerTag,
    ulong DeliveryTag,
    bool Redelivered,
    string Exchange,
    string RoutingKey,
    BasicProperties Properties,
    ReadOnlyMemory<byte> Body);

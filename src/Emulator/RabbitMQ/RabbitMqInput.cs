using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using ToskaMesh.Emulator.Queues;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>What a RabbitMQ message brings to an invocation.</summary>
internal static class RabbitMqInput
{
    public static TriggerInput Of(RabbitMqDelivery delivery, Type parameter) => new()
    {
        Value = MessageBody.As(parameter, delivery.Body),
        Metadata = Metadata(delivery),
    };

    public static TriggerInput ByHand(string input, Type parameter) =>
        new() { Value = MessageBody.As(parameter, Encoding.UTF8.GetBytes(input)) };

    /// <summary>The genuine names. Whatever is no text is JSON, because text is all that reaches a worker.</summary>
    private static Dictionary<string, object?> Metadata(RabbitMqDelivery delivery) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["ConsumerTag"] = delivery.ConsumerTag,
        ["DeliveryTag"] = delivery.DeliveryTag.ToString(CultureInfo.InvariantCulture),
        ["Redelivered"] = delivery.Redelivered ? "true" : "false",
        ["Exchange"] = delivery.Exchange,
        ["RoutingKey"] = delivery.RoutingKey,
        ["BasicProperties"] = Json(delivery.Properties),
    };

    private static string Json(BasicProperties properties) => JsonSerializer.Serialize(new
    {
        properties.AppId,
        properties.ContentEncoding,
        properties.ContentType,
        properties.CorrelationId,
        properties.DeliveryMode,
        properties.Expiration,
        Headers = properties.Headers?.ToDictionary(header => header.Key, header => Readable(header.Value)),
        properties.MessageId,
        properties.Priority,
        properties.ReplyTo,
        Timestamp = new { properties.Timestamp.UnixTime },
        properties.Type,
        properties.UserId,
    });

    // A text header arrives as bytes, and is base64 in the genuine extension's JSON, as here.
    private static object? Readable(object? header) => header is AmqpTimestamp time ? time.UnixTime : header;
}

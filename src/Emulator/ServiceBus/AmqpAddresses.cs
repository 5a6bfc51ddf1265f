namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>
/// Service Bus entities as addresses of RabbitMQ's AMQP 1.0 plugin. What one sends to is an exchange of the entity's name;
/// a queue is a queue of its name, a subscription one named <c>topic.subscription</c>, each bound to that exchange,
/// and a subscription's dead-letter queue one named <c>topic.subscription.dead</c>. All of
/// them must exist: the plugin declares what is below <c>/queue</c>, but nothing below <c>/amq/queue</c>.
/// </summary>
internal static class AmqpAddresses
{
    private const string DeadLetters = "/$DeadLetterQueue";

    public static string OfSender(string entity) => $"/exchange/{entity}";

    public static string OfQueue(string queue) => $"/amq/queue/{queue}";

    public static string OfSubscription(string topic, string subscription) =>
        $"/amq/queue/{topic}.{subscription.Replace(DeadLetters, ".dead", StringComparison.OrdinalIgnoreCase)}";
}

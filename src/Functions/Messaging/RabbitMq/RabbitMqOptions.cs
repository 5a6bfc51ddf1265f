namespace ToskaMesh.Functions.Messaging.RabbitMq;

/// <summary>Where the broker is: the setting that the triggers name, too.</summary>
internal sealed class RabbitMqOptions
{
    public const string Setting = "Mesh:RabbitMQ";

    /// <summary>An AMQP URI, with its credentials.</summary>
    public string Uri { get; set; } = "";

    /// <summary>Consumers whose queues are there, but get no events: what they do is switched off.</summary>
    public IReadOnlyCollection<string> Idle { get; set; } = [];
}

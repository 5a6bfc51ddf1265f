namespace ToskaMesh.Functions.Messaging.RabbitMq;

/// <summary>Where the broker is: the setting that the triggers name, too.</summary>
internal sealed class RabbitMqOptions
{
    public const string Setting = "Mesh:RabbitMQ";

    /// <summary>The broker's AMQP URI, with its credentials, where events go by RabbitMQ. Secret.</summary>
    public string Uri { get; set; } = "";

    /// <summary>Consumers whose queues are there, but get no events: what they do is switched off.</summary>
    public IReadOnlyCollection<string> Idle { get; set; } = [];
}

using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends a result, or one part of it, to a RabbitMQ queue. The queue must exist.</summary>
public sealed class RabbitMQOutputAttribute : OutputBindingAttribute
{
    public RabbitMQOutputAttribute()
    {
    }

    /// <summary>The host's extension no longer connects by it: set <see cref="ConnectionStringSetting"/>.</summary>
    public string? HostName { get; set; }

    /// <summary>A <c>%Setting%</c> in it is replaced.</summary>
    public string? QueueName { get; set; }

    public string? UserName { get; set; }

    public string? Password { get; set; }

    public int Port { get; set; }

    /// <summary>The setting that holds the amqp URI.</summary>
    public string? ConnectionStringSetting { get; set; }

    public bool DisableCertificateValidation { get; set; }
}

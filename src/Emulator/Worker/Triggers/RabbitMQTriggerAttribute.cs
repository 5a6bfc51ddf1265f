using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function with each message of a RabbitMQ queue, one at a time. The queue must exist.</summary>
public sealed class RabbitMQTriggerAttribute : TriggerBindingAttribute
{
    /// <param name="queueName">A <c>%Setting%</c> in it is replaced.</param>
    public RabbitMQTriggerAttribute(string queueName) => QueueName = queueName;

    /// <summary>The host's extension no longer connects by these: set <see cref="ConnectionStringSetting"/>.</summary>
    public RabbitMQTriggerAttribute(string hostName, string userNameSetting, string passwordSetting, int port, string queueName)
    {
        HostName = hostName;
        UserNameSetting = userNameSetting;
        PasswordSetting = passwordSetting;
        Port = port;
        QueueName = queueName;
    }

    /// <summary>The setting that holds the amqp URI.</summary>
    public string? ConnectionStringSetting { get; set; }

    public string? HostName { get; set; }

    public string QueueName { get; }

    public string? UserNameSetting { get; set; }

    public string? PasswordSetting { get; set; }

    public int Port { get; set; }

    public bool DisableCertificateValidation { get; set; }
}

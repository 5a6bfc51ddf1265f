namespace Azure.Messaging.ServiceBus;

/// <summary>A queue's own further queues, which plain AMQP brokers do not have.</summary>
public enum SubQueue
{
    None = 0,
    DeadLetter = 1,
    TransferDeadLetter = 2,
}

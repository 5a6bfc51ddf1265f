namespace ToskaMesh.Functions.Messaging;

/// <summary>What the functions behind queues do with a message, whichever broker it came from.</summary>
public interface IMessageDelivery
{
    /// <summary>
    /// Hands the message to its consumer. What the consumer needs and cannot reach is waited for, and with it the
    /// queue: it is no failure of a message. Whatever else goes wrong is thrown, for the broker to deliver it again.
    /// </summary>
    Task DeliverAsync(string consumer, string message, CancellationToken cancellationToken);

    /// <summary>Keeps a message that the consumer failed on too often.</summary>
    Task BuryAsync(string consumer, string message, CancellationToken cancellationToken);
}

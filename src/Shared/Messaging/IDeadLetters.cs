using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Messaging;

/// <summary>Messages that consumers failed on, kept in the store: a queue cannot be paged through.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps a message; one that is kept already has died once more.</summary>
    Task AddAsync(string consumer, string message, string? reason, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<Page<DeadLetter>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Puts the event into the outbox again, for the consumer that failed on it, and marks the letter, all at once.</summary>
    Task<ReplayResult> ReplayAsync(string id, CancellationToken cancellationToken);

    /// <returns>What was given up; null when there was none.</returns>
    Task<DeadLetter?> DiscardAsync(string id, CancellationToken cancellationToken);
}

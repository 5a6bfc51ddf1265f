namespace ToskaMesh.Emulator.Queues;

/// <summary>What lasts as long as one connection. Messages that were not settled when it ends go back to the queue.</summary>
internal interface IMessageSession : IAsyncDisposable
{
    /// <summary>Waits for the next message.</summary>
    /// <exception cref="Exception">The connection is lost, or the queue is gone.</exception>
    ValueTask<IReceivedMessage> ReceiveAsync(CancellationToken cancellationToken);
}

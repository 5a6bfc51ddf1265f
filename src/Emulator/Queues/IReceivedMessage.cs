using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Queues;

/// <summary>A message that a function is started with, and that its broker waits to hear about.</summary>
internal interface IReceivedMessage
{
    TriggerInput Input { get; }

    /// <summary>Takes it off the queue after a success; after a failure does what the genuine extension does.</summary>
    Task SettleAsync(bool succeeded, CancellationToken cancellationToken);
}

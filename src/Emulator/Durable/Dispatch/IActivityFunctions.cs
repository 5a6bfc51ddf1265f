using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>The activities of the application.</summary>
internal interface IActivityFunctions
{
    /// <returns>How it ended; null where it was cancelled, and nothing is to be told of it.</returns>
    Task<TurnEvent?> RunAsync(ActivityRecord activity, CancellationToken cancellationToken);
}

using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>An event on its way to an orchestration.</summary>
/// <param name="ExecutionId">Null for one that any execution of the instance takes.</param>
internal sealed record InboxMessage(long Number, string? ExecutionId, TurnEvent Event);

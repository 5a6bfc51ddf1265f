namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>The orchestrators of the application.</summary>
internal interface IOrchestratorFunctions
{
    /// <returns>Null where there is none of this name that may run.</returns>
    IOrchestratorCall? Find(string name, string instanceId, string? input);
}

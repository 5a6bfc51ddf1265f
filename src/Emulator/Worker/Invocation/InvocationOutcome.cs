namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>How an invocation ended; the bindings hold its results where it succeeded, the failure says why where it failed.</summary>
internal readonly record struct InvocationOutcome(InvocationStatus Status, InvocationBindings? Bindings, Exception? Failure = null)
{
    public bool Succeeded => Status == InvocationStatus.Succeeded;
}

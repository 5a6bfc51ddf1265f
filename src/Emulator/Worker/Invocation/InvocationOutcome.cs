namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>How an invocation ended; the bindings hold its results where it succeeded.</summary>
internal readonly record struct InvocationOutcome(InvocationStatus Status, InvocationBindings? Bindings)
{
    public bool Succeeded => Status == InvocationStatus.Succeeded;
}

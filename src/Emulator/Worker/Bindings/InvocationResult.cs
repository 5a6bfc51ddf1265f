namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned, untyped.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}

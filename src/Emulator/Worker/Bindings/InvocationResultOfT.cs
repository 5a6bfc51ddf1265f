namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned.</summary>
public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}

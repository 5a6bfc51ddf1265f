namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger told about itself: for HTTP the route values and the query by name.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

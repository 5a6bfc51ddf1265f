namespace Microsoft.Azure.Functions.Worker;

/// <summary>The value of an output binding. Setting it is what middleware does to answer instead of the function.</summary>
public abstract class OutputBindingData<T>
{
    public abstract string BindingType { get; }

    public abstract string Name { get; }

    public abstract T? Value { get; set; }
}

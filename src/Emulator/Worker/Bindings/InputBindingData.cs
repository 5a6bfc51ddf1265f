namespace Microsoft.Azure.Functions.Worker;

/// <summary>The value of a parameter, before the function runs. Setting it changes what the function gets.</summary>
public abstract class InputBindingData<T>
{
    public abstract BindingMetadata BindingMetadata { get; }

    public abstract T? Value { get; set; }
}

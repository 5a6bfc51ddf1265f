namespace Microsoft.DurableTask;

/// <summary>Writes inputs and results as text and reads them back.</summary>
public abstract class DataConverter
{
    /// <returns>Null for null.</returns>
    public abstract string? Serialize(object? value);

    public abstract object? Deserialize(string? data, Type targetType);

    public virtual T? Deserialize<T>(string? data) => Deserialize(data, typeof(T)) is { } value ? (T)value : default;
}

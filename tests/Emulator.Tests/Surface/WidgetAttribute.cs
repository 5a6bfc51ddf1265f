namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>A public type with one of everything that the comparison looks at.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class WidgetAttribute<T> : Attribute, ICloneable
    where T : class
{
    public const string Kind = "widget";

    protected WidgetAttribute(string? name)
    {
        Name = name;
    }

    public string? Name { get; set; }

    public abstract IReadOnlyDictionary<string, object?> Parts { get; }

    public virtual Task<T?> FindAsync<TKey>(TKey key, int? limit = null, CancellationToken cancellationToken = default)
        where TKey : notnull => Task.FromResult<T?>(null);

    public object Clone() => this;
}

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>The <see cref="ConverterFallbackBehavior"/> of a binding attribute.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConverterFallbackBehaviorAttribute(ConverterFallbackBehavior fallbackBehavior) : Attribute
{
    public ConverterFallbackBehavior Behavior { get; } = fallbackBehavior;
}

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>A type that a converter can make.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SupportedTargetTypeAttribute(Type targetType) : Attribute
{
    public Type TargetType { get; } = targetType;
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a public method of a public top-level class a function.</summary>
/// <param name="name">Unique in the application, without regard to case.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

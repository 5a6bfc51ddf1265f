namespace ToskaMesh.Functions.OpenApi;

/// <summary>One answer of a function, besides those that every function may give.</summary>
/// <param name="type">Of the body; null for a problem, or for none where the status has none.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(int status, Type? type = null) : Attribute
{
    public int Status => status;

    public Type? Type => type;
}

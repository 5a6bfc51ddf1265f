namespace ToskaMesh.Functions.Access;

/// <summary>Declares who may call an HTTP function. The application does not start with one that lacks it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AccessAttribute(AccessLevel level) : Attribute
{
    public AccessLevel Level => level;
}

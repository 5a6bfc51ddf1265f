namespace ToskaMesh.Functions.Http;

/// <summary>How large the bodies of a function may be, where that is not <see cref="BodyLimit.Bytes"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BodyLimitAttribute(int bytes) : Attribute
{
    public int Bytes => bytes;
}

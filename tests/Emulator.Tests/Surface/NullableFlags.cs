using System.Collections.ObjectModel;
using System.Reflection;

namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>
/// The compiler's nullability marks of one type use, one for each reference type in it, outermost first. Read raw
/// because <see cref="NullabilityInfoContext"/> cannot tell T from T? where T may be either.
/// </summary>
internal sealed class NullableFlags(IReadOnlyList<byte> flags)
{
    private const byte NotNull = 1;
    private const byte Annotated = 2;
    private int _next;

    public static NullableFlags None => new([0]);

    public static NullableFlags Of(ParameterInfo parameter) => Of(parameter.CustomAttributes, parameter.Member);

    public static NullableFlags Of(MemberInfo member) => Of(member.CustomAttributes, member);

    public static bool IsNotNull(Type genericParameter)
    {
        MemberInfo owner = genericParameter.DeclaringMethod is { } method ? method : genericParameter.DeclaringType!;
        return Of(genericParameter.CustomAttributes, owner).First() == NotNull;
    }

    /// <summary>Whether the next reference type is nullable. One mark stands for all where all are alike.</summary>
    public bool Next() => flags[flags.Count == 1 ? 0 : _next++] == Annotated;

    private byte First() => flags[0];

    private static NullableFlags Of(IEnumerable<CustomAttributeData> attributes, MemberInfo? context) =>
        new(Argument(attributes, "NullableAttribute") ?? Context(context));

    private static IReadOnlyList<byte> Context(MemberInfo? member)
    {
        for (; member is not null; member = member.DeclaringType)
        {
            if (Argument(member.CustomAttributes, "NullableContextAttribute") is { } flags)
            {
                return flags;
            }
        }

        return [0];
    }

    private static IReadOnlyList<byte>? Argument(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(a => a.AttributeType.Name == name)?.ConstructorArguments[0].Value switch
        {
            byte flag => [flag],
            ReadOnlyCollection<CustomAttributeTypedArgument> many => [.. many.Select(m => (byte)m.Value!)],
            _ => null,
        };
}

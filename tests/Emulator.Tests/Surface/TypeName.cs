using System.Reflection;

namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>Writes types as C# does, with their nullability.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(byte)] = "byte",
        [typeof(double)] = "double",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(float)] = "float",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
    };

    /// <summary>Without a member to tell, as in base lists and constraints.</summary>
    public static string Of(Type type) => Write(type, NullableFlags.None);

    public static string Of(ParameterInfo parameter) => Write(parameter.ParameterType, NullableFlags.Of(parameter));

    public static string OfReturn(MethodInfo method) => Write(method.ReturnType, NullableFlags.Of(method.ReturnParameter));

    public static string Of(PropertyInfo property) => Write(property.PropertyType, NullableFlags.Of(property));

    public static string Of(FieldInfo field) => Write(field.FieldType, NullableFlags.Of(field));

    private static string Write(Type type, NullableFlags flags)
    {
        if (type.IsByRef)
        {
            return Write(type.GetElementType()!, flags);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Write(underlying, flags) + "?";
        }

        var isNullable = (!type.IsValueType || type.IsGenericType) && flags.Next() && !type.IsValueType;
        return Bare(type, flags) + (isNullable ? "?" : "");
    }

    private static string Bare(Type type, NullableFlags flags)
    {
        if (type.IsArray)
        {
            return $"{Write(type.GetElementType()!, flags)}[]";
        }

        if (!type.IsGenericType)
        {
            return Keywords.GetValueOrDefault(type, type.Name);
        }

        var arguments = type.GetGenericArguments().Select(a => Write(a, flags));
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments.ToList())}>";
    }
}

using System.Globalization;
using System.Reflection;

namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>Writes members in the form of the official packages' text.</summary>
internal static class MemberText
{
    public static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    public static string Constructor(ConstructorInfo constructor)
    {
        var name = constructor.DeclaringType!.Name.Split('`')[0];
        return $"{Access(constructor)}{name}({Parameters(constructor)});";
    }

    public static string Method(MethodInfo method)
    {
        var generics = method.GetGenericArguments();
        var arguments = generics.Length == 0 ? "" : $"<{string.Join(", ", generics.Select(g => g.Name))}>";
        var extension = IsExtension(method) ? "this " : "";
        return $"{Access(method)}{Modifiers(method)}{ReturnAndName(method)}{arguments}"
            + $"({extension}{Parameters(method)}){Constraints(generics)};";
    }

    public static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsVisible).ToList();
        var widest = accessors.OrderByDescending(a => a.IsPublic).First();
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{List(parameters)}]" : property.Name;
        return $"{Access(widest)}{Modifiers(widest)}{TypeName.Of(property)} {index} {{ {string.Join(' ', accessors.Select(a => Accessor(a, widest)))} }}";
    }

    public static string Field(FieldInfo field)
    {
        var access = field.IsPublic ? "public " : "protected ";
        return field.IsLiteral
            ? $"{access}const {TypeName.Of(field.FieldType)} {field.Name} = {Literal(field.GetRawConstantValue())};"
            : $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeName.Of(field)} {field.Name};";
    }

    public static string Parameters(MethodBase method) => List(method.GetParameters());

    public static string Constraints(Type[] parameters) => string.Concat(parameters.Select(Constraint));

    private static string ReturnAndName(MethodInfo method)
    {
        var type = TypeName.OfReturn(method);
        return method.Name switch
        {
            "op_Implicit" => $"implicit operator {type}",
            "op_Equality" => $"{type} operator ==",
            "op_Inequality" => $"{type} operator !=",
            var name => $"{type} {name}",
        };
    }

    private static string List(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var modifier = parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : "";
        var value = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        return $"{modifier}{TypeName.Of(parameter)} {parameter.Name}{value}";
    }

    private static string Default(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.RawDefaultValue is null)
        {
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? $"default({TypeName.Of(type)})" : "null";
        }

        return type.IsEnum ? Enum.ToObject(type, parameter.RawDefaultValue).ToString()! : Literal(parameter.RawDefaultValue);
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var parts = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }
        else if (isStruct)
        {
            parts.Add("struct");
        }

        parts.AddRange(parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(TypeName.Of));
        if (parts.Count == 0 && NullableFlags.IsNotNull(parameter))
        {
            parts.Add("notnull");
        }

        if (!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }

    private static string Accessor(MethodInfo accessor, MethodInfo widest)
    {
        var isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");
        var name = isInit ? "init;" : $"{accessor.Name[..3]};";
        return accessor.IsPublic == widest.IsPublic ? name : $"protected {name}";
    }

    private static string Access(MethodBase method) =>
        method.DeclaringType!.IsInterface ? "" : method.IsPublic ? "public " : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return "";
        }

        if (method.IsStatic || method.IsAbstract)
        {
            return method.IsStatic ? "static " : IsOverride(method) ? "abstract override " : "abstract ";
        }

        return !method.IsVirtual ? ""
            : IsOverride(method) ? method.IsFinal ? "override sealed " : "override "
            : method.IsFinal ? "" : "virtual ";
    }

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static bool IsExtension(MethodInfo method) =>
        method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute));
}

using System.Reflection;

namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>Writes a public type in the form of the official packages' text.</summary>
internal static class TypeText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string FullName(Type type) => $"{type.Namespace}.{SurfaceText.Declaration(Header(type)).Name}";

    public static string Declaration(Type type) => SurfaceText.Declaration(Header(type)).Text;

    public static string? Usage(Type type) =>
        type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage
            ? SurfaceText.Usage(
                string.Join('|', usage.ValidOn.ToString().Split(", ").Order(StringComparer.Ordinal)), usage.AllowMultiple, usage.Inherited)
            : null;

    public static IEnumerable<string> Members(Type type)
    {
        if (IsDelegate(type))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => $"{f.Name} = {Convert.ToInt64(f.GetRawConstantValue(), null)},");
        }

        // What a derived record's clone returns depends on the framework it is compiled for; nobody can call it.
        var methods = type.GetMethods(Declared)
            .Where(m => !m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))
            .Where(m => m.Name != "<Clone>$");
        return type.GetConstructors(Declared).Where(MemberText.IsVisible).Select(MemberText.Constructor)
            .Concat(methods.Where(MemberText.IsVisible).Select(MemberText.Method))
            .Concat(type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(MemberText.IsVisible)).Select(MemberText.Property))
            .Concat(type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily).Select(MemberText.Field))
            .Concat(type.GetEvents(Declared).Select(e => $"event {e.Name}"))
            .Concat(type.GetNestedTypes().Select(t => $"nested {t.Name}"))
            .Select(SurfaceText.Member);
    }

    private static bool IsDelegate(Type type) => typeof(Delegate).IsAssignableFrom(type);

    private static string Header(Type type)
    {
        if (IsDelegate(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"public delegate {TypeName.OfReturn(invoke)} {Name(type)}({MemberText.Parameters(invoke)})";
        }

        var bases = Bases(type).ToList();
        return $"public {Kind(type)} {Name(type)}"
            + (bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}")
            + MemberText.Constraints(type.GetGenericArguments());
    }

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>"
        : type.Name;

    private static string Kind(Type type)
    {
        if (type.IsEnum || type.IsInterface)
        {
            return type.IsEnum ? "enum" : "interface";
        }

        if (type.IsValueType)
        {
            var isReadOnly = type.CustomAttributes.Any(a => a.AttributeType.Name == "IsReadOnlyAttribute");
            return isReadOnly ? "readonly struct" : "struct";
        }

        var kind = type.GetMethod("<Clone>$") is null ? "class" : "record";
        return (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => $"static {kind}",
            (true, false) => $"abstract {kind}",
            (false, true) => $"sealed {kind}",
            _ => kind,
        };
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        var parent = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? b : null;
        var inherited = parent?.GetInterfaces() ?? [];
        return (parent is null ? [] : new[] { parent }).Concat(type.GetInterfaces().Except(inherited)).Select(TypeName.Of);
    }
}

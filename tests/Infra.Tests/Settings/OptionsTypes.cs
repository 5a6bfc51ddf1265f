using System.Collections;
using System.Reflection;
using ToskaMesh.Functions;
using ToskaMesh.Gateway;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>
/// The options classes, which say by a constant where their settings are: <c>Section</c> for a class that is bound as a
/// whole, <c>Setting</c> for one whose first property is the setting itself, <c>{Property}Setting</c> for a single one.
/// </summary>
internal static class OptionsTypes
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [typeof(ControlPlane).Assembly, typeof(GatewayApplication).Assembly, typeof(DocumentStorageOptions).Assembly];

    /// <summary>Those that say so; what both processes compile in is there twice.</summary>
    public static IReadOnlyList<Type> OfEachAssembly { get; } =
    [
        .. Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && Constants(type).Any()),
    ];

    public static IReadOnlyList<Type> All { get; } = [.. OfEachAssembly.DistinctBy(type => type.FullName)];

    /// <summary>Each property with the name of its setting.</summary>
    public static IEnumerable<OptionsProperty> Properties(Type type) =>
        Constant(type, "Section") is { } section ? Under(section, type, Create(type)) : Single(type);

    /// <summary>What a binder asks for although it cannot set it.</summary>
    public static IEnumerable<string> Computed(Type type) => Constant(type, "Section") is { } section
        ? new[] { type }.Concat(Nested(type)).SelectMany(Bindable)
            .Where(property => property.SetMethod is not { IsPublic: true } && Element(property.PropertyType) is null)
            .SelectMany(property => OwnersOf(property, type, section))
        : Constant(type, "Setting") is { } whole ? Bindable(type)
            .Where((property, index) => index == 0 || property.SetMethod is not { IsPublic: true })
            .Select(property => $"{whole}:{property.Name}") : [];

    /// <summary>The classes of its properties and of the elements of its lists.</summary>
    public static IEnumerable<Type> Nested(Type type) => Bindable(type)
        .Where(property => property.SetMethod is { IsPublic: true } || Element(property.PropertyType) is not null)
        .Select(property => Element(property.PropertyType)?.Element ?? property.PropertyType)
        .Where(IsOwn)
        .SelectMany(inner => Nested(inner).Prepend(inner));

    private static IEnumerable<string> OwnersOf(PropertyInfo property, Type type, string section) =>
        property.DeclaringType == type
            ? [$"{section}:{property.Name}"]
            : Bindable(type).SelectMany(above => Element(above.PropertyType) is var (element, placeholder)
                ? IsOwn(element) ? OwnersOf(property, element, $"{section}:{above.Name}:{placeholder}") : []
                : IsOwn(above.PropertyType) && above.SetMethod is { IsPublic: true } ? OwnersOf(property, above.PropertyType, $"{section}:{above.Name}") : []);

    private static IEnumerable<OptionsProperty> Single(Type type)
    {
        var value = Create(type);
        var properties = Bindable(type).Where(property => property.SetMethod is { IsPublic: true }).ToList();
        var whole = Constant(type, "Setting");
        foreach (var (property, index) in properties.Select((property, index) => (property, index)))
        {
            var name = Constant(type, $"{property.Name}Setting")
                ?? (whole is null ? null : index == 0 ? whole : $"{whole}:{property.Name}");
            if (name is not null)
            {
                yield return new OptionsProperty(name, property, property.GetValue(value));
            }
        }
    }

    private static IEnumerable<OptionsProperty> Under(string section, Type type, object? value) =>
        Bindable(type)
            .SelectMany(property => Under($"{section}:{property.Name}", property, value));

    private static IEnumerable<OptionsProperty> Under(string name, PropertyInfo property, object? owner)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (Element(type) is var (element, placeholder))
        {
            name = $"{name}:{placeholder}";
            return IsOwn(element) ? Under(name, element, Create(element)) : [new OptionsProperty(name, property, null)];
        }

        if (property.SetMethod is not { IsPublic: true })
        {
            return [];
        }

        var value = owner is null ? null : property.GetValue(owner);
        return IsOwn(type) ? Under(name, type, value ?? Create(type)) : [new OptionsProperty(name, property, value)];
    }

    // A class of ours has settings of its own below it; everything else is one text.
    private static bool IsOwn(Type type) => type.IsClass && type.Namespace?.StartsWith("ToskaMesh", StringComparison.Ordinal) is true;

    private static (Type Element, string Placeholder)? Element(Type type) =>
        !typeof(IEnumerable).IsAssignableFrom(type) || !type.IsGenericType || type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? null
        : type.GetGenericArguments() is [_, var value] ? (value, "NAME")
        : (type.GetGenericArguments()[0], "N");

    // A computed property may have any type, its own among them: nobody looks into one.
    private static IEnumerable<PropertyInfo> Bindable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0);

    private static object? Create(Type type) => type.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(type);

    private static IEnumerable<FieldInfo> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field =>
            field.IsLiteral && field.FieldType == typeof(string) && (field.Name is "Section" || field.Name.EndsWith("Setting", StringComparison.Ordinal)));

    private static string? Constant(Type type, string name) =>
        (string?)Constants(type).FirstOrDefault(field => field.Name == name)?.GetRawConstantValue();
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>The host's names for bindings, by the rule of the official generator.</summary>
internal static class BindingType
{
    public const string Http = "http";

    public static string Of(BindingAttribute attribute) =>
        attribute is HttpResultAttribute ? Http : Of(attribute.GetType().Name);

    private static string Of(string attributeName)
    {
        var name = Without(Without(Without(attributeName, "Attribute"), "Output"), "Input");
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Without(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
}

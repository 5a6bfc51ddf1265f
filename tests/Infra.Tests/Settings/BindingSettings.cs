using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using ToskaMesh.Functions;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>The settings that bindings name: the genuine host has no default for one, and puts the function in error.</summary>
internal static partial class BindingSettings
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(ControlPlane).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributes<BindingAttribute>())
            .SelectMany(Of)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether an environment has it, itself or the parts of a connection that is an identity's.</summary>
    public static bool IsIn(string name, IEnumerable<string> variables) => variables.Any(variable =>
        Setting.Same(variable.Replace("__", ":", StringComparison.Ordinal), name)
        || variable.Replace("__", ":", StringComparison.Ordinal).StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Of(BindingAttribute binding) => binding.GetType().GetProperties()
        .Where(property => property.PropertyType == typeof(string))
        .SelectMany(property => property.GetValue(binding) is not string value ? []
            : property.Name.StartsWith("Connection", StringComparison.Ordinal) ? [value]
            : Named().Matches(value).Select(match => match.Groups[1].Value));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Named();
}

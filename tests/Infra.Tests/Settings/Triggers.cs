using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Functions;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>The function app's functions by what starts them.</summary>
internal static class Triggers
{
    public static IReadOnlyList<(string Function, TTrigger Binding)> Of<TTrigger>()
        where TTrigger : Attribute =>
    [
        .. typeof(ControlPlane).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters(), (method, parameter) => (Method: method, Trigger: parameter.GetCustomAttribute<TTrigger>()))
            .Where(pair => pair.Trigger is not null)
            .Select(pair => (pair.Method.GetCustomAttribute<FunctionAttribute>()!.Name, pair.Trigger!)),
    ];
}

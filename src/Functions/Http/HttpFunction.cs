using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Functions.Access;

namespace ToskaMesh.Functions.Http;

/// <summary>A function with an HTTP trigger, as its attributes declare it.</summary>
public sealed class HttpFunction
{
    private HttpFunction(string name, MethodInfo method, RouteTemplate route, IReadOnlyList<string> methods, AccessLevel access)
    {
        (Name, Method, Route, Methods, Access) = (name, method, route, methods, access);
        MaxBody = method.GetCustomAttribute<BodyLimitAttribute>()?.Bytes ?? BodyLimit.Bytes;
        NeedsStore = access is not AccessLevel.Anonymous || method.IsDefined(typeof(NeedsStoreAttribute));
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public RouteTemplate Route { get; }

    /// <summary>In upper case.</summary>
    public IReadOnlyList<string> Methods { get; }

    public AccessLevel Access { get; }

    /// <summary>In bytes.</summary>
    public int MaxBody { get; }

    /// <summary>Whether it waits for the mesh store: who is calling cannot be known without it.</summary>
    public bool NeedsStore { get; }

    /// <summary>As the worker spells it in <see cref="FunctionDefinition.EntryPoint"/>.</summary>
    public string EntryPoint => $"{Method.DeclaringType?.FullName}.{Method.Name}";

    /// <summary>Null when the method is no function, or one with another trigger.</summary>
    /// <exception cref="InvalidOperationException">It says not who may call it, or not where it is.</exception>
    public static HttpFunction? Describe(MethodInfo method)
    {
        var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().FirstOrDefault();
        if (method.GetCustomAttribute<FunctionAttribute>() is not { } function || trigger is null)
        {
            return null;
        }

        var access = method.GetCustomAttribute<AccessAttribute>() ?? throw new InvalidOperationException(
            $"The HTTP function {function.Name} does not say who may call it: add [Access(...)]. Nothing answers without it.");
        if (trigger is not { Route: { } route, Methods: { Length: > 0 } methods })
        {
            throw new InvalidOperationException($"The HTTP function {function.Name} must name its route and methods.");
        }

        return new HttpFunction(
            function.Name, method, new RouteTemplate(route), [.. methods.Select(verb => verb.ToUpperInvariant())], access.Level);
    }
}

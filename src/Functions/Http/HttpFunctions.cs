using System.Reflection;

namespace ToskaMesh.Functions.Http;

/// <summary>All HTTP functions of an assembly, in the order in which the host tries their routes: by name.</summary>
public sealed class HttpFunctions
{
    private readonly Dictionary<string, HttpFunction> _byEntryPoint;

    public HttpFunctions(IEnumerable<Type> types)
    {
        All =
        [
            .. types
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Select(HttpFunction.Describe)
                .OfType<HttpFunction>()
                .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase),
        ];
        _byEntryPoint = All.ToDictionary(function => function.EntryPoint, StringComparer.Ordinal);
    }

    public IReadOnlyList<HttpFunction> All { get; }

    public HttpFunction? Find(string entryPoint) => _byEntryPoint.GetValueOrDefault(entryPoint);

    /// <summary>The methods that a path has, in order; empty when there is no such path.</summary>
    public IReadOnlyList<string> MethodsOf(string path) =>
    [
        .. All.Where(function => !function.Route.IsCatchAll && function.Route.Matches(path))
            .SelectMany(function => function.Methods)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}

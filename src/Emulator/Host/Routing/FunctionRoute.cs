using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Host.Routing;

/// <summary>The route of one HTTP function.</summary>
internal sealed class FunctionRoute(
    FunctionDescriptor function,
    RouteTemplate template,
    IReadOnlyList<string>? methods,
    IReadOnlyList<KeyValuePair<string, IRouteConstraint>> constraints)
{
    private readonly TemplateMatcher _matcher = new(template, Defaults(template));

    public FunctionDescriptor Function => function;

    public RouteTemplate Template => template;

    /// <summary>Null for any.</summary>
    public IReadOnlyList<string>? Methods => methods;

    /// <summary>A wrong method or a failed constraint is no match, so the next route is asked.</summary>
    public bool TryMatch(string method, PathString path, RouteValueDictionary values) =>
        TakesMethod(method) && _matcher.TryMatch(path, values) && MeetsConstraints(values);

    private static RouteValueDictionary Defaults(RouteTemplate template) =>
        new(template.Parameters.Where(p => p.DefaultValue is not null).ToDictionary(p => p.Name!, p => p.DefaultValue));

    private bool TakesMethod(string method)
    {
        if (methods is null)
        {
            return true;
        }

        foreach (var taken in methods)
        {
            if (string.Equals(taken, method, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private bool MeetsConstraints(RouteValueDictionary values)
    {
        foreach (var (name, constraint) in constraints)
        {
            if (!constraint.Match(null, null, name, values, RouteDirection.IncomingRequest))
            {
                return false;
            }
        }

        return true;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ToskaMesh.Emulator.Host.Routing;

/// <summary>Routes in order of function name, without regard to case: the first match wins, however specific a later one is.</summary>
internal sealed class RouteTable
{
    private readonly RouteNode _root;

    public RouteTable(IEnumerable<FunctionRoute> routes)
    {
        Routes = [.. routes.OrderBy(r => r.Function.Name, StringComparer.OrdinalIgnoreCase)];
        _root = RouteNode.Build(Routes, depth: 0);
    }

    public IReadOnlyList<FunctionRoute> Routes { get; }

    public FunctionRoute? Match(string method, PathString path, out RouteValueDictionary values)
    {
        values = [];
        foreach (var route in _root.Candidates(path.Value))
        {
            if (route.TryMatch(method, path, values))
            {
                return route;
            }

            values.Clear();
        }

        return null;
    }
}

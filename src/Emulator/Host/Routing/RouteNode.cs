using System.Collections.Frozen;
using Microsoft.AspNetCore.Routing.Template;

namespace ToskaMesh.Emulator.Host.Routing;

/// <summary>
/// A step in the literal segments of routes. It narrows down which routes can match a path, without changing their order:
/// a route that is not literal at a step stands in all the steps below.
/// </summary>
internal sealed class RouteNode
{
    private readonly FunctionRoute[] _routes;
    private readonly FrozenDictionary<string, RouteNode>.AlternateLookup<ReadOnlySpan<char>> _literals;
    private readonly RouteNode? _others;

    private RouteNode(FunctionRoute[] routes, FrozenDictionary<string, RouteNode> literals, RouteNode? others)
    {
        _routes = routes;
        _literals = literals.GetAlternateLookup<ReadOnlySpan<char>>();
        _others = others;
    }

    public static RouteNode Build(IReadOnlyList<FunctionRoute> routes, int depth)
    {
        var literals = routes.Select(r => Literal(r.Template, depth)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
        var children = literals.ToFrozenDictionary(
            literal => literal, literal => Build(Reaching(routes, depth, literal), depth + 1), StringComparer.OrdinalIgnoreCase);
        // Without a literal at this step nothing is left to tell apart by literals that follow in all the same.
        var others = children.Count == 0 ? null : Build(Reaching(routes, depth, literal: null), depth + 1);
        return new RouteNode([.. routes], children, others);
    }

    /// <summary>The routes that can match a path, in order.</summary>
    public ReadOnlySpan<FunctionRoute> Candidates(ReadOnlySpan<char> path)
    {
        var node = this;
        while (node._others is not null && NextSegment(ref path) is { IsEmpty: false } segment)
        {
            node = node._literals.TryGetValue(segment, out var child) ? child : node._others;
        }

        return node._routes;
    }

    private static ReadOnlySpan<char> NextSegment(ref ReadOnlySpan<char> path)
    {
        path = path.StartsWith('/') ? path[1..] : path;
        var end = path.IndexOf('/');
        var segment = end < 0 ? path : path[..end];
        path = path[segment.Length..];
        return segment;
    }

    private static List<FunctionRoute> Reaching(IReadOnlyList<FunctionRoute> routes, int depth, string? literal) =>
        [.. routes.Where(r => Literal(r.Template, depth) is not { } own || own.Equals(literal, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Null where a route has a parameter at this depth, or has ended.</summary>
    private static string? Literal(RouteTemplate template, int depth) =>
        template.Segments.ElementAtOrDefault(depth) is { IsSimple: true } segment && segment.Parts[0].IsLiteral
            ? segment.Parts[0].Text
            : null;
}

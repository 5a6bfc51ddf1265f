using System.Runtime.InteropServices;
using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>
/// The explicit routes that serve, and the choice among them. A new table swaps the whole list: no endpoint of YARP or of
/// the server is rebuilt, and requests that are on their way keep what they have.
/// </summary>
internal sealed class RouteSet(
    ServiceRoutes services, ServiceClientFactory clients, ServiceTransformer transformer, RouteTrafficLog traffic, IRandomSource random)
{
    private volatile (CompiledRoute Route, CompiledVersion Version)[] _entries = [];

    public void Apply(IReadOnlyList<ExplicitRoute> routes)
    {
        var entries = new List<(CompiledRoute Route, CompiledVersion Version)>();
        foreach (var compiled in routes.Select(Compile))
        {
            AddTo(entries, compiled, compiled.Stable);
            AddTo(entries, compiled, compiled.Candidate);
        }

        entries.Sort((left, right) => RoutePrecedence.Compare(
            (left.Route.Name, left.Version.Definition, left.Version.Path), (right.Route.Name, right.Version.Definition, right.Version.Path)));
        _entries = [.. entries];
        traffic.Keep(entries.Select(entry => entry.Version.Traffic).ToHashSet());
    }

    /// <summary>The route of a request, and where it goes; null when no route takes it.</summary>
    public RouteChoice? Choose(HttpContext context)
    {
        // Chance as text, for what hashes a key where there is one.
        Span<long> drawn = [0];
        foreach (var (route, version) in _entries)
        {
            if (!version.IsMatch(context))
            {
                continue;
            }

            if (route.Candidate is not null && drawn[0] == 0)
            {
                drawn[0] = 1 + random.Next(long.MaxValue - 1);
            }

            if (route.VersionFor(context, MemoryMarshal.Cast<long, char>(drawn)) == version)
            {
                return Pick(context, route, version);
            }
        }

        return null;
    }

    private RouteChoice Pick(HttpContext context, CompiledRoute route, CompiledVersion version)
    {
        var backends = version.Backends;
        var states = new RouteBackendState?[backends.Count];
        Span<bool> available = stackalloc bool[RouteLimits.Backends];
        for (var i = 0; i < backends.Count; i++)
        {
            states[i] = backends[i].Current();
            available[i] = states[i]?.Instances.Count > 0;
        }

        const long Resolution = 1L << 53;
        var picked = TrafficSplit.Pick(
            version.Definition.Backends, available, version.KeyOf(context), backends.Count > 1 ? random.Next(Resolution) / (double)Resolution : 0);

        // Without any instance it is still said of which service there is none.
        picked = picked >= 0 ? picked : Math.Max(Array.FindIndex(states, state => state is not null), 0);
        return new RouteChoice(route, version, backends[picked], states[picked]);
    }

    private CompiledRoute Compile(ExplicitRoute route) => new(
        route.Name,
        route.Stable is { } stable ? Compile(route.Name, stable, route.Candidate?.Mark ?? 0) : null,
        route.Candidate is { } candidate ? Compile(route.Name, candidate.ToVersion(), candidate.Mark) : null,
        route.Candidate?.Rollout ?? Guid.Empty,
        route.Candidate?.Percent ?? 0);

    private CompiledVersion Compile(string name, RouteVersion version, long mark)
    {
        var transforms = new RouteTransformer(transformer, version.Definition.Transforms ?? new RouteTransforms());
        return new CompiledVersion(
            version.Version,
            version.Definition,
            [.. version.Definition.Backends.Select(backend => new CompiledBackend(backend, version.Definition.Timeout, services, clients, transforms))],
            traffic.Of(name, version.Version, mark));
    }

    private static void AddTo(List<(CompiledRoute Route, CompiledVersion Version)> entries, CompiledRoute route, CompiledVersion? version)
    {
        if (version is not null)
        {
            entries.Add((route, version));
        }
    }
}

using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>An explicit route with the versions that it has now.</summary>
internal sealed class CompiledRoute(string name, CompiledVersion? stable, CompiledVersion? candidate, Guid rollout, int percent)
{
    private readonly string _rollout = rollout.ToString();

    public string Name => name;

    public CompiledVersion? Stable => stable;

    public CompiledVersion? Candidate => candidate;

    /// <summary>Which version the request belongs to, whether or not it is one of its own.</summary>
    /// <param name="chance">The same for one request, however often it is asked.</param>
    public CompiledVersion? VersionFor(HttpContext context, ReadOnlySpan<char> chance)
    {
        if (candidate is null)
        {
            return stable;
        }

        // By the stable version's key, so that nobody is counted twice where the candidate has another.
        var key = stable?.Definition.Sticky is not null ? stable.KeyOf(context) : candidate.KeyOf(context);
        return TrafficSplit.IsCandidate(_rollout, percent, key is null ? chance : key) ? candidate : stable;
    }
}

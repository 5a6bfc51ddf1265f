using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>What holds of the explicit routes in a table. Definitions cannot be read without holding theirs.</summary>
internal static class ExplicitRouteRules
{
    /// <summary>Each with its JSON pointer.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<ExplicitRoute> routes)
    {
        if (routes.Count > RouteLimits.Routes)
        {
            yield return $"/routes: has more than {RouteLimits.Routes}.";
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < routes.Count; i++)
        {
            if (routes[i] is not { } route)
            {
                yield return $"/routes/{i}: is null.";
                continue;
            }

            if (!ConfigurationName.TryParse(route.Name, out _))
            {
                yield return $"/routes/{i}/name: '{route.Name}' {ConfigurationName.Rule}.";
            }
            else if (!names.Add(route.Name))
            {
                yield return $"/routes/{i}/name: '{route.Name}' stands twice.";
            }

            if (route.Stable is null && route.Candidate is null)
            {
                yield return $"/routes/{i}: has neither a stable version nor a candidate.";
            }

            if (route.Stable?.Version <= 0 || route.Candidate?.Version <= 0)
            {
                yield return $"/routes/{i}: has a version that is not above 0.";
            }

            if (route.Candidate?.Percent is < 0 or > 100)
            {
                yield return $"/routes/{i}/candidate/percent: {route.Candidate.Percent} is not 0 to 100.";
            }
        }
    }
}

using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Observations;

/// <summary>The marks that rollouts gave to instances, as the table that serves has them: of each instance the newest.</summary>
internal sealed class InstanceMarks
{
    private volatile Snapshot _current = new(0, new Dictionary<string, long>(), false);

    /// <summary>To be read before a request is sent: it counts under the mark that held then, however long it takes.</summary>
    public Snapshot Current => _current;

    public void Use(RouteTable table)
    {
        var marks = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var rollout in table.Configurations.Select(configuration => configuration.Rollout).OfType<RoutedRollout>())
        {
            foreach (var (mark, place) in (rollout.Marks ?? []).SelectMany(given => given.Of.Select(place => (given.Mark, place))))
            {
                var instance = rollout.Instances[place];
                marks[instance] = Math.Max(mark, marks.GetValueOrDefault(instance));
            }
        }

        var isAny = marks.Count > 0 || table.Routes.Any(route => route.Candidate is { Mark: > 0 });
        _current = new Snapshot(_current.Number + 1, marks, isAny);
    }

    /// <param name="Number">The higher one is the newer.</param>
    /// <param name="IsAny">Whether figures are waited for: a rollout is judged, of settings or of a route.</param>
    internal sealed record Snapshot(long Number, IReadOnlyDictionary<string, long> Marks, bool IsAny)
    {
        /// <returns>0 is none.</returns>
        public long Of(string instance) => Marks.GetValueOrDefault(instance);
    }
}

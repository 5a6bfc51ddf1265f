namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Which version and which backend a request gets. Pure: chance and the state of backends are parameters.</summary>
public static class TrafficSplit
{
    /// <param name="rollout">Its id, as text.</param>
    /// <param name="key">The caller's, or chance. The same key stays with the candidate while the percentage grows.</param>
    public static bool IsCandidate(string rollout, int percent, ReadOnlySpan<char> key) => SplitHash.Of(rollout, key) * 100 < percent;

    /// <summary>
    /// In proportion to the weights of those that are available; the shares of the others go to these. With a key by weighted
    /// rendezvous hashing: when a backend goes, only its keys move, and when it is back, they do, too.
    /// </summary>
    /// <param name="available">For each backend whether it has an instance that takes requests.</param>
    /// <param name="key">Null leaves it to <paramref name="chance"/>.</param>
    /// <param name="chance">0 or more, below 1.</param>
    /// <returns>Its index, or -1 when none with a weight is available.</returns>
    public static int Pick(IReadOnlyList<RouteBackend> backends, ReadOnlySpan<bool> available, string? key, double chance) =>
        key is null ? PickByChance(backends, available, chance) : PickByKey(backends, available, key);

    private static int PickByChance(IReadOnlyList<RouteBackend> backends, ReadOnlySpan<bool> available, double chance)
    {
        var sum = 0;
        for (var i = 0; i < backends.Count; i++)
        {
            sum += available[i] ? backends[i].Weight : 0;
        }

        var (point, last) = (chance * sum, -1);
        for (var i = 0; i < backends.Count; i++)
        {
            if (!available[i] || backends[i].Weight == 0)
            {
                continue;
            }

            last = i;
            point -= backends[i].Weight;
            if (point < 0)
            {
                return i;
            }
        }

        return last;
    }

    private static int PickByKey(IReadOnlyList<RouteBackend> backends, ReadOnlySpan<bool> available, string key)
    {
        var (best, lowest) = (-1, double.PositiveInfinity);
        for (var i = 0; i < backends.Count; i++)
        {
            if (!available[i] || backends[i].Weight == 0)
            {
                continue;
            }

            // Of exponential variables with these rates, the one of a backend is the least as often as its weight says.
            var score = -Math.Log(SplitHash.Of(backends[i].Identity, key)) / backends[i].Weight;
            if (score < lowest)
            {
                (best, lowest) = (i, score);
            }
        }

        return best;
    }
}

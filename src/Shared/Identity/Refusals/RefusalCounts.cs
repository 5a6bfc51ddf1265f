using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Identity.Refusals;

/// <summary>
/// Which of many refusals are worth a record: of each source and reason the first, the tenth, the hundredth and so on
/// within an hour, and no more than <see cref="RecordsPerMinute"/> of all sources. So the first shows at once, a flood
/// shows by its size, and nobody fills the log or the audit by failing.
/// </summary>
/// <param name="place">Who refuses; those that share counters and a place count together.</param>
public sealed class RefusalCounts(ILimitCounters counters, string place)
{
    public const int RecordsPerMinute = 60;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <param name="source">The caller or the client's network; null is all of whom neither is known.</param>
    /// <returns>How many there were within the hour if that is worth a record, else null.</returns>
    public async ValueTask<long?> CountAsync(string reason, string? source, CancellationToken cancellationToken)
    {
        var count = (await counters.CountAsync($"refused:{place}:{reason}:{source}", Window, cancellationToken)).Value;
        return IsPowerOfTen(count)
            && (await counters.CountAsync($"refused:{place}:records", TimeSpan.FromMinutes(1), cancellationToken)).Value <= RecordsPerMinute ? count : null;
    }

    private static bool IsPowerOfTen(long count)
    {
        while (count >= 10 && count % 10 == 0)
        {
            count /= 10;
        }

        return count == 1;
    }
}

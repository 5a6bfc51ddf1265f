namespace ToskaMesh.Shared.Limits;

/// <summary>
/// The rate algorithm (GCRA in its form as a leaky bucket): a level that permits raise and that leaks at the limit's
/// rate. Chosen over windows because it has no edge at which twice the limit passes, says exactly when to come again,
/// and needs two numbers a key, which may be forgotten as soon as the bucket is empty. Over a stretch of time it grants
/// the limit once and what leaked meanwhile. Pure; the script of the Redis adapter does the same arithmetic.
/// </summary>
/// <param name="Level">In permits.</param>
/// <param name="At">When it had that level, in microseconds of its counter's clock.</param>
internal readonly record struct LeakyBucket(double Level, long At)
{
    // Adding and leaking leave tiny errors: a hundred tenths must fit into ten.
    private const double Tolerance = 1e-6;

    public static LimitDecision Take(LeakyBucket? before, RateLimit limit, int permits, long now, out LeakyBucket after)
    {
        var window = limit.Window.TotalMicroseconds;
        var level = before is { } bucket ? Leak(bucket, limit.Permits / window, now) : 0;
        var full = level + permits;
        var isAllowed = full <= limit.Permits + Tolerance;
        after = new LeakyBucket(isAllowed ? full : level, now);
        return new LimitDecision(
            isAllowed,
            Math.Max(0, (long)Math.Floor(limit.Permits - after.Level + Tolerance)),
            isAllowed ? TimeSpan.Zero : Microseconds((full - limit.Permits) * window / limit.Permits),
            Microseconds(after.Level * window / limit.Permits));
    }

    // A clock that was set back must not hold the bucket full until it has caught up.
    private static double Leak(LeakyBucket bucket, double rate, long now) =>
        Math.Max(0, bucket.Level - (Math.Max(0, now - bucket.At) * rate));

    private static TimeSpan Microseconds(double value) => new((long)Math.Ceiling(value) * TimeSpan.TicksPerMicrosecond);
}

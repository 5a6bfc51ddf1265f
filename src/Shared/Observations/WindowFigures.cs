namespace ToskaMesh.Shared.Observations;

/// <summary>
/// The figures of one gateway about one instance, in a stretch of the gateway's own time. A gateway's windows about an
/// instance and a mark never overlap, so the start of one tells whether it was counted before, however often it is sent.
/// </summary>
/// <param name="Start">When it began.</param>
/// <param name="End">Later than <paramref name="Start"/>. The figures count in the minute of it.</param>
public sealed record WindowFigures(DateTimeOffset Start, DateTimeOffset End, RequestFigures Figures)
{
    /// <summary>
    /// The newest mark that a rollout had given to the instance, by the table that the gateway served by as it sent the
    /// requests, all of them; of a route that of its rollout. 0 is none.
    /// </summary>
    public long Mark { get; init; }

    public DateTimeOffset Minute => MinuteOf(End);

    public static DateTimeOffset MinuteOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}

namespace ToskaMesh.Shared.Observations;

/// <summary>
/// The figures of one gateway about one instance, in a stretch of the gateway's own time. A gateway's windows about an
/// instance never overlap, so the start of one tells whether it was counted before, however often it is sent.
/// </summary>
/// <param name="Start">When it began.</param>
/// <param name="End">Later than <paramref name="Start"/>. The figures count in the minute of it.</param>
public sealed record WindowFigures(DateTimeOffset Start, DateTimeOffset End, RequestFigures Figures)
{
    public DateTimeOffset Minute => MinuteOf(End);

    public static DateTimeOffset MinuteOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}

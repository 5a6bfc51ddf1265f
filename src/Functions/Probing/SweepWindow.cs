namespace ToskaMesh.Functions.Probing;

/// <summary>One round of the sweep: what is due from its start to before its end is probed in it.</summary>
public sealed record SweepWindow(DateTimeOffset Start)
{
    /// <summary>Short, since a new instance waits for the next one; the beat of a probe has nothing to do with it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    public DateTimeOffset End => Start + Length;

    /// <summary>The one that follows without a gap; after a pause without a past, since what was due then is no news any more.</summary>
    public static SweepWindow After(SweepWindow last, DateTimeOffset now) => new(now < last.End + Length ? last.End : now);
}

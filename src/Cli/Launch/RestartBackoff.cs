namespace ToskaMesh.Cli.Launch;

/// <summary>
/// How long a part that ended by itself stays away: longer each time, so that one that cannot live costs little, and never
/// for ever, since what it needs may come back. One that was ready for a while begins anew.
/// </summary>
internal sealed class RestartBackoff(TimeProvider time)
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Ready for so long, whatever ended it before is over.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private DateTimeOffset? _readySince;

    /// <summary>How often it ended without having been ready for <see cref="Settled"/> in between.</summary>
    public int Ends { get; private set; }

    public void Ready() => _readySince = time.GetUtcNow();

    /// <summary>It ended.</summary>
    /// <returns>When to start it again, from now.</returns>
    public TimeSpan Ended()
    {
        Ends = time.GetUtcNow() - _readySince >= Settled ? 1 : Ends + 1;
        _readySince = null;
        return TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(Ends - 1, 10)));
    }
}

namespace ToskaMesh.Gateway.Settings;

/// <summary>How many requests may wait for their effective configuration to change.</summary>
internal sealed class WatchOptions
{
    /// <summary>At this gateway. Each costs a connection and about 10 KiB; beyond it the answer is 429.</summary>
    public int Limit { get; set; } = 10_000;

    /// <summary>Of one API key, or of one network of callers with tokens.</summary>
    public int LimitPerCaller { get; set; } = 1_000;

    /// <summary>How many of those whose wait one change ends ask the function app at a time. The others follow in the order in which they came.</summary>
    public int AnswersAtOnce { get; set; } = 64;
}

namespace ToskaMesh.Shared.Registry;

/// <summary>How long an instance is believed without a sign of life.</summary>
public static class LeaseRules
{
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(5);

    public static TimeSpan Longest { get; } = TimeSpan.FromDays(1);

    /// <summary>In resting mode Tick runs each 5 minutes, and a lease must outlive three of them.</summary>
    public static TimeSpan ShortestWhenResting { get; } = TimeSpan.FromMinutes(15);
}

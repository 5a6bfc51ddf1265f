namespace ToskaMesh.Shared.Messaging;

/// <summary>How much of a service's history is kept.</summary>
public static class ServiceHistoryLimits
{
    /// <summary>Of the newest events of a service.</summary>
    public const int EventsPerService = 200;

    public static TimeSpan Retention { get; } = TimeSpan.FromDays(7);
}

using System.Diagnostics.Metrics;

namespace ToskaMesh.Shared.Messaging;

/// <summary>What people are to be alerted of.</summary>
public static class MessagingMeter
{
    public const string Name = "ToskaMesh.Messaging";

    private static readonly Meter Meter = new(Name);

    /// <summary>Events that the bus refused too often.</summary>
    public static Counter<long> Parked { get; } = Meter.CreateCounter<long>("toska_outbox_parked", description: "Events that the bus refused too often, and that wait for a person.");

    /// <summary>Messages that a consumer failed on too often.</summary>
    public static Counter<long> DeadLettered { get; } = Meter.CreateCounter<long>("toska_dead_letters_added", description: "Messages that a consumer failed on at every delivery.");

    /// <summary>Dead letters that were dropped because there were too many.</summary>
    public static Counter<long> DeadLettersDropped { get; } = Meter.CreateCounter<long>("toska_dead_letters_dropped", description: "Dead letters that were dropped because there were too many.");
}

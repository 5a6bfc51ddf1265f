namespace ToskaMesh.Shared.Messaging;

/// <summary>What a consumer wants to know, which decides what it may skip. Order of delivery is never assumed.</summary>
public enum EventInterest
{
    /// <summary>Each event counts, however late it comes: what the consumer keeps is a history.</summary>
    EachEvent = 0,

    /// <summary>Only where things stand: an event at or below the revision that was applied for its subject is old news.</summary>
    LatestState = 1,
}

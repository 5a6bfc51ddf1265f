namespace ToskaMesh.Shared.Messaging;

/// <summary>Whether a consumer acts on a delivery.</summary>
public static class InboxRules
{
    /// <param name="handled">Whether the consumer has noted this event before.</param>
    /// <param name="applied">The highest revision of the event's subject that the consumer has noted; null for none.</param>
    public static InboxDecision Decide(EventInterest interest, MeshEvent @event, bool handled, long? applied) =>
        handled ? InboxDecision.Duplicate
        : interest is EventInterest.LatestState && applied >= @event.Revision ? InboxDecision.Stale
        : InboxDecision.Apply;
}

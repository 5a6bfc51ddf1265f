using CsCheck;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing.Messaging;

namespace ToskaMesh.Shared.Tests.Messaging;

/// <summary>Deliveries as a broker makes them: each event at least once, in any order.</summary>
public sealed class InboxProperties
{
    private static readonly Gen<List<MeshEvent>> Deliveries =
        from revisions in Gen.Long[1, 9].Array[1, 12]
        from again in Gen.Int[0, revisions.Length - 1].Array[0, 12]
        from order in Gen.Shuffle(Enumerable.Range(0, revisions.Length).Concat(again).ToArray())
        select Deliver(revisions, order);

    [Fact]
    public void EachEvent_IsAppliedOnceHoweverItComes() => Deliveries.Sample(deliveries =>
    {
        var applied = Run(EventInterest.EachEvent, deliveries);

        Assert.Equal(deliveries.Select(@event => @event.Id).Distinct().Order(), applied.Select(@event => @event.Id).Order());
    });

    [Fact]
    public void LatestState_OnlyRisesAndEndsAtTheNewest() => Deliveries.Sample(deliveries =>
    {
        var applied = Run(EventInterest.LatestState, deliveries).Select(@event => @event.Revision).ToList();

        Assert.Equal(applied.Distinct().Order(), applied);
        Assert.Equal(deliveries.Max(@event => @event.Revision), applied[^1]);
    });

    private static List<MeshEvent> Deliver(long[] revisions, int[] order)
    {
        var events = revisions.Select(revision => MeshEvents.Of("id-1", revision)).ToList();
        return [.. order.Select(index => events[index])];
    }

    // The inbox as it is kept: every event that was no duplicate is noted, stale ones among them.
    private static List<MeshEvent> Run(EventInterest interest, List<MeshEvent> deliveries)
    {
        var noted = new Dictionary<Guid, long>();
        var applied = new List<MeshEvent>();
        foreach (var @event in deliveries)
        {
            long? newest = noted.Count == 0 ? null : noted.Values.Max();
            var decision = InboxRules.Decide(interest, @event, noted.ContainsKey(@event.Id), newest);
            noted[@event.Id] = @event.Revision;
            if (decision is InboxDecision.Apply)
            {
                applied.Add(@event);
            }
        }

        return applied;
    }
}

using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>Removes instances that have ended, and their sub-orchestrations if so asked.</summary>
/// <returns>How many.</returns>
internal sealed record PurgeInstances(IReadOnlyList<string> Ids, bool Recursive) : IStoreChange<int>
{
    public int Apply(WriteSession session)
    {
        var purged = 0;
        var left = new Stack<string>(Ids);
        while (left.TryPop(out var id))
        {
            if (InstanceTable.StandOf(session.Database, id) is not { } stand || !stand.Status.HasEnded())
            {
                continue;
            }

            if (Recursive)
            {
                InstanceTable.ChildrenOf(session.Database, id).ForEach(left.Push);
            }

            InstanceTable.Delete(session.Database, id);
            session.Effects.Changed.Add(id);
            purged++;
        }

        return purged;
    }
}

using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>Removes messages that came too late for their execution.</summary>
/// <param name="Read">The instance by which they are too late. If it has changed since, nothing happens.</param>
/// <returns>Whether they are removed.</returns>
internal sealed record DropMessages(InstanceRecord Read, IReadOnlyList<long> Numbers) : IStoreChange<bool>
{
    public bool Apply(WriteSession session)
    {
        if (!InstanceTable.IsStill(session.Database, Read))
        {
            return false;
        }

        foreach (var number in Numbers)
        {
            InboxTable.Remove(session.Database, Read.Id, number);
        }

        return true;
    }
}

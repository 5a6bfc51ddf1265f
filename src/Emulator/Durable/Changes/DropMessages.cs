using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>Removes messages that came too late for their execution.</summary>
internal sealed record DropMessages(string InstanceId, IReadOnlyList<long> Numbers) : IStoreChange<int>
{
    public int Apply(WriteSession session)
    {
        foreach (var number in Numbers)
        {
            InboxTable.Remove(session.Database, InstanceId, number);
        }

        return Numbers.Count;
    }
}

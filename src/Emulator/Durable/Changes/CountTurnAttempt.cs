using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

internal sealed record CountTurnAttempt(string InstanceId) : IStoreChange<long>
{
    public long Apply(WriteSession session) => InstanceTable.CountAttempt(session.Database, InstanceId);
}

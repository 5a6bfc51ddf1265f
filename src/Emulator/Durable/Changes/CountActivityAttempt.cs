using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

internal sealed record CountActivityAttempt(long Number) : IStoreChange<long>
{
    public long Apply(WriteSession session) => ActivityTable.CountAttempt(session.Database, Number);
}

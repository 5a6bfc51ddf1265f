using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>Makes an instance, as a part of a change, with its start in its inbox.</summary>
internal static class NewInstance
{
    public static void Put(WriteSession session, string id, string name, string? input, ParentTask? parent, DateTimeOffset? startAt)
    {
        var execution = Guid.NewGuid().ToString("N");
        InstanceTable.Delete(session.Database, id);
        InstanceTable.Write(session.Database, new InstanceRecord(id, execution, 1, name, OrchestrationRuntimeStatus.Pending)
        {
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
            Input = input,
            Parent = parent,
        });
        Delivery.Put(session, id, execution, new ExecutionStarted(), startAt);
        session.Effects.Changed.Add(id);
    }
}

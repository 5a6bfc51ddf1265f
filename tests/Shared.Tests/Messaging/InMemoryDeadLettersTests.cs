using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Messaging;

public sealed class InMemoryDeadLettersTests : DeadLettersContract
{
    protected override ValueTask<(IDeadLetters Letters, IOutbox Outbox)> CreateAsync(FakeTimeProvider time)
    {
        var store = new InMemoryMeshStore(time);
        return ValueTask.FromResult<(IDeadLetters, IOutbox)>((store.DeadLetters, store.Outbox));
    }
}

using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Messaging;

public sealed class InMemoryOutboxTests : OutboxContract
{
    protected override ValueTask<RegistryUnderTest> CreateAsync(FakeTimeProvider time)
    {
        var store = new InMemoryMeshStore(time);
        return ValueTask.FromResult(new RegistryUnderTest(store.Registry, store.Outbox, store.Mark));
    }
}

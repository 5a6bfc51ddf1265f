using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing.Commands;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Commands;

public sealed class InMemoryCommandStoreTests : CommandStoreContract
{
    protected override ValueTask<CommandStoreUnderTest> CreateAsync(FakeTimeProvider time)
    {
        var store = new InMemoryMeshStore(time);
        return ValueTask.FromResult(new CommandStoreUnderTest(store.Commands, store.Outbox));
    }
}

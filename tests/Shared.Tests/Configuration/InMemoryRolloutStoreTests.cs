using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration;

public sealed class InMemoryRolloutStoreTests : RolloutStoreContract
{
    protected override ValueTask<RolloutStoreUnderTest> CreateAsync(FakeTimeProvider time)
    {
        var store = new InMemoryMeshStore(time);
        var configurations = new ConfigurationStoreUnderTest(store.Configurations, store.Outbox, () => Task.FromResult(store.Configurations.Recorded));
        return ValueTask.FromResult(new RolloutStoreUnderTest(store.Rollouts, store.Rollouts, configurations, store.Registry));
    }
}

using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration;

public sealed class InMemoryConfigurationStoreTests : ConfigurationStoreContract
{
    protected override ValueTask<ConfigurationStoreUnderTest> CreateAsync(FakeTimeProvider time)
    {
        var store = new InMemoryMeshStore(time);
        return ValueTask.FromResult(new ConfigurationStoreUnderTest(
            store.Configurations, store.Outbox, () => Task.FromResult(store.Configurations.Recorded)));
    }
}

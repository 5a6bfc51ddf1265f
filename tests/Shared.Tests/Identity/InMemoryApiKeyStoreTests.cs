using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class InMemoryApiKeyStoreTests : ApiKeyStoreContract
{
    protected override ValueTask<IApiKeyStore> CreateAsync(FakeTimeProvider time) => ValueTask.FromResult<IApiKeyStore>(new InMemoryApiKeyStore(time));
}

using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class InMemoryClientStoreTests : ClientStoreContract
{
    private InMemoryClientStore? _store;

    protected override ValueTask<IClientStore> CreateAsync(FakeTimeProvider time) => ValueTask.FromResult<IClientStore>(_store = new InMemoryClientStore(time));

    protected override Task<bool> IsRevokedAsync(string sessionId) => Task.FromResult(_store!.Revoked.Contains(sessionId));
}

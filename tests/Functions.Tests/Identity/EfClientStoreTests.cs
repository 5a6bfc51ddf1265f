using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Identity;

public sealed class EfClientStoreTests : ClientStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        _directory.Dispose();
        await base.DisposeAsync();
    }

    protected override async ValueTask<IClientStore> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.Services.GetRequiredService<IClientStore>();
    }

    protected override Task<bool> IsRevokedAsync(string sessionId) =>
        _store!.Services.GetRequiredService<IRevokedSessions>().IsRevokedAsync(sessionId, Cancel);
}

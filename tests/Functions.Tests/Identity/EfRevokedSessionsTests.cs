using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Identity;

public sealed class EfRevokedSessionsTests : RevokedSessionsContract
{
    private readonly TemporaryDirectory _directory = new();
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        _directory.Dispose();
        await base.DisposeAsync();
    }

    protected override async ValueTask<IRevokedSessions> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.Services.GetRequiredService<IRevokedSessions>();
    }

    protected override Task RevokeAsync(string sessionId) => _store!.Writer.WriteAsync(
        StoreKeys.Nothing,
        async (transaction, ct) =>
        {
            await transaction.RevokeAsync(sessionId, ct);
            return true;
        },
        Cancel);
}

using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Messaging;

public sealed class EfOutboxTests : OutboxContract
{
    private readonly TemporaryDirectory _directory = new();
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _directory.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task RecordFailure_AgainAndAgain_IsDueAfterPausesThatGrow()
    {
        await _store!.Registry.RegisterAsync(Registrations.Of("orders", "a"), Callers.Admin, Cancel);
        var failing = Assert.Single(await _store.Outbox.ReadDueAsync(10, Cancel));

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256 })
        {
            await _store.Outbox.RecordFailureAsync(failing.Sequence, "refused", Cancel);
            Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Empty(await _store.Outbox.ReadDueAsync(10, Cancel));
            Time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Single(await _store.Outbox.ReadDueAsync(10, Cancel));
        }
    }

    protected override async ValueTask<RegistryUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.Ports;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Messaging;

namespace ToskaMesh.Functions.Tests.Messaging;

public sealed class EfDeadLettersTests : DeadLettersContract
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

    protected override async ValueTask<(IDeadLetters Letters, IOutbox Outbox)> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return (_store.Services.GetRequiredService<IDeadLetters>(), _store.Outbox);
    }
}

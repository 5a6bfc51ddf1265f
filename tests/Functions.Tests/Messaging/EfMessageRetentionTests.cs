using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Messaging;

public sealed class EfMessageRetentionTests : EfMessageRetentionContract
{
    private readonly TemporaryDirectory _directory = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    private protected override Task<MeshStoreUnderTest> OpenAsync(TimeProvider time) => MeshStoreUnderTest.OpenAsync(_directory.Path, time);
}

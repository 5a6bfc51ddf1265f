using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Store;

public sealed class SqliteStoreWriterTests : StoreWriterContract
{
    private readonly TemporaryDirectory _directory = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    private protected override Task<MeshStoreUnderTest> OpenAsync(FakeTimeProvider time, KeyValuePair<string, string?> settings) =>
        MeshStoreUnderTest.OpenAsync(_directory.Path, time, settings);
}

using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Routing;

public sealed class EfPublicationMarkTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task BeginEpoch_ByTwo_GivesBothTheSame()
    {
        await using var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);

        var epochs = await Task.WhenAll(store.Ports.Mark.BeginEpochAsync(10, Cancel), store.Ports.Mark.BeginEpochAsync(20, Cancel));

        Assert.Single(epochs.Distinct());
        var snapshot = await store.Registry.SnapshotAsync(Cancel);
        Assert.Equal((epochs[0], _time.GetUtcNow()), (snapshot.Epoch, snapshot.EpochStartedAt));
    }

    [Fact]
    public async Task Record_LowerThanBefore_ChangesNothingAlsoAfterARestart()
    {
        await using (var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time))
        {
            await store.Ports.Mark.BeginEpochAsync(10, Cancel);
            await store.Ports.Mark.RecordAsync(new TableVersion(10, 5), Cancel);
        }

        await using var restarted = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);
        await restarted.Ports.Mark.RecordAsync(new TableVersion(10, 4), Cancel);

        var snapshot = await restarted.Registry.SnapshotAsync(Cancel);
        Assert.Equal((10, 5), (snapshot.Epoch, snapshot.PublishedVersion));
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using Xunit;

namespace ToskaMesh.Testing.Routing;

/// <summary>
/// Function apps that share a mesh store and an adapter of <see cref="IDocumentStore"/>, and publish after each change
/// without knowing of each other.
/// </summary>
public abstract class ConcurrentPublishingContract
{
    private const int Apps = 4;
    private const int Changes = 15;

    private readonly InMemoryMeshStore _store = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Another store on the same documents, as another process would have it; empty at first.</summary>
    protected abstract IDocumentStore Open();

    [Fact]
    public async Task Publish_ByManyAppsAtOnce_OnlyRisesAndEndsWithTheNewestTable()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watching = Task.Run(() => WatchAsync(done.Token), Cancel);

        await Task.WhenAll(Enumerable.Range(0, Apps).Select(app => Task.Run(() => ChangeAsync(app), Cancel)));
        await done.CancelAsync();
        await watching;

        // Nobody publishes once more: whoever was last has published everybody's changes.
        var table = await ReadAsync(Open());
        var newest = RouteTableCompiler.Compile(await _store.Registry.SnapshotAsync(Cancel), new PublishOptions().Prober);
        Assert.Equal(Apps * Changes, newest.Sum(service => service.Instances.Count));
        Assert.True(RouteTableDiff.Between(newest, table!.Services).IsEmpty);
    }

    private async Task ChangeAsync(int app)
    {
        var publish = new PublishRoutes(
            _store.Registry, _store.Mark, new SettableSigningKeys(), new SettableConfigurations(), new SettableRoutes(), Open(), TimeProvider.System, Options.Create(new PublishOptions()), NullLogger<PublishRoutes>.Instance);
        for (var change = 0; change < Changes; change++)
        {
            await _store.Registry.RegisterAsync(Registrations.Of($"service-{app}", $"id-{app}-{change}", 5000 + (app * Changes) + change), Callers.Admin, Cancel);
            await PublishAsync(publish);
        }
    }

    // As the tick does, where others were always faster.
    private static async Task PublishAsync(PublishRoutes publish)
    {
        while (true)
        {
            try
            {
                await publish.RunAsync(Cancel);
                return;
            }
            catch (PublishConflictException)
            {
            }
        }
    }

    private async Task WatchAsync(CancellationToken done)
    {
        var store = Open();
        var highest = default(TableVersion);
        while (!done.IsCancellationRequested)
        {
            var order = (await ReadAsync(store))?.Order() ?? highest;
            Assert.True(order >= highest, $"{order} after {highest}");
            highest = order;
        }
    }

    private static async Task<RouteTable?> ReadAsync(IDocumentStore store) =>
        await store.ReadAsync(DocumentNames.RouteTable, Cancel) is { } document ? RouteTableJson.Read(document.Content.Span).Table : null;
}

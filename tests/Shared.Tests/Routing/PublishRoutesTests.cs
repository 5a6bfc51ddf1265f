using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class PublishRoutesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents = new();
    private readonly SettableSigningKeys _signingKeys = new();
    private readonly SettableConfigurations _configurations = new();
    private readonly SettableRoutes _routes = new();
    private InMemoryMeshStore _store;

    public PublishRoutesTests() => _store = new InMemoryMeshStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_NewStoreWithoutATable_PublishesAtOnce()
    {
        await RegisterAsync("orders", "orders-1");

        var publication = await Publisher().RunAsync(Cancel);

        Assert.Equal(new Publication(PublicationOutcome.Published, new TableVersion(_time.GetUtcNow().ToUnixTimeMilliseconds(), 1)), publication);
        Assert.Equal(["orders"], Table().Services.Select(service => service.Name));
        Assert.Equal(1, (await _store.Registry.SnapshotAsync(Cancel)).PublishedVersion);
    }

    [Fact]
    public async Task Run_WhereAnotherVersionOfSettingsHolds_PublishesIt_AndOnceOnly()
    {
        await RegisterAsync("orders", "orders-1");
        await Publisher().RunAsync(Cancel);
        _configurations.All = [new RoutedConfiguration { Name = "db", Environment = "default", Version = 1, Hash = "aa", Services = ["orders"], Labels = new Dictionary<string, string> { ["zone"] = "a" } }];

        Assert.Equal(PublicationOutcome.Published, (await Publisher().RunAsync(Cancel)).Outcome);
        Assert.Equal(PublicationOutcome.Unchanged, (await Publisher().RunAsync(Cancel)).Outcome);

        Assert.True(RoutedConfigurationRules.AreSame(_configurations.All, Table().Configurations));
    }

    [Fact]
    public async Task Run_WhereSettingsCannotBeRead_KeepsTheTable()
    {
        await RegisterAsync("orders", "orders-1");
        await Publisher().RunAsync(Cancel);
        var before = Table().Order();
        await RegisterAsync("orders", "orders-2", 5002);
        _configurations.Failure = new StoreUnavailableException("down", new TimeoutException());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Publisher().RunAsync(Cancel));

        Assert.Equal(before, Table().Order());
    }

    [Fact]
    public async Task Run_NothingChanged_WritesNothing()
    {
        await RegisterAsync("orders", "orders-1");
        await Publisher().RunAsync(Cancel);
        await _store.Registry.HeartbeatAsync(InstanceId.Parse("orders-1"), Callers.Admin, Cancel);
        var publisher = Publisher();
        await publisher.RunAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(10));
        await _store.Registry.HeartbeatAsync(InstanceId.Parse("orders-1"), Callers.Admin, Cancel);

        Assert.Equal(PublicationOutcome.Unchanged, (await publisher.RunAsync(Cancel)).Outcome);
        Assert.Equal(PublicationOutcome.Unchanged, (await Publisher().RunAsync(Cancel)).Outcome);
        Assert.Equal((2, 2L), (_documents.Writes, Table().Version));
    }

    [Fact]
    public async Task Run_SigningKeysChanged_PublishesThemWithTheirIssuer()
    {
        await RegisterAsync("orders", "orders-1");
        await Publisher().RunAsync(Cancel);
        Assert.Null(Table().Issuer);
        using var key = new TestSigningKey("k1");
        _signingKeys.Set = new SigningKeySet(TestSigningKey.Issuer, [key.Published]);

        Assert.Equal(PublicationOutcome.Published, (await Publisher().RunAsync(Cancel)).Outcome);
        Assert.Equal(_signingKeys.Set, Table().Trusted());
        Assert.Equal(PublicationOutcome.Unchanged, (await Publisher().RunAsync(Cancel)).Outcome);
    }

    [Fact]
    public async Task Run_SigningKeysUnreadable_KeepsTheStoredTable()
    {
        await Publisher().RunAsync(Cancel);
        await RegisterAsync("orders", "orders-1");
        _signingKeys.Failure = new StoreUnavailableException();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Publisher().RunAsync(Cancel));
        Assert.Empty(Table().Services);
    }

    [Fact]
    public async Task Run_AnotherPublisherInBetween_ReadsTheRegistryAgain()
    {
        await RegisterAsync("orders", "orders-1");
        var raced = false;
        _documents.BeforeWrite = async (_, _) =>
        {
            if (!raced)
            {
                raced = true;
                await RegisterAsync("orders", "orders-2", 5002);
                await Publisher().RunAsync(Cancel);
                await RegisterAsync("orders", "orders-3", 5003);
            }
        };

        var publication = await Publisher().RunAsync(Cancel);

        // Ours was noted first, theirs written first.
        Assert.Equal(3, publication.Order?.Version);
        Assert.Equal(3, Assert.Single(Table().Services).Instances.Count);
    }

    [Fact]
    public async Task Run_EndlessConflicts_GivesUp()
    {
        await Publisher().RunAsync(Cancel);
        await RegisterAsync("orders", "orders-1");
        var other = 0;
        _documents.BeforeWrite = (name, _) =>
        {
            _documents.Replace(name, Encoding.UTF8.GetBytes($"{other++}"));
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<PublishConflictException>(() => Publisher().RunAsync(Cancel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"schemaVersion\":1,\"epo")]
    [InlineData("{\"schemaVersion\":9,\"epoch\":1,\"version\":1,\"services\":[]}")]
    public async Task Run_TableLostOrBroken_RepairsItWithAHigherVersion(string? accident)
    {
        await RegisterAsync("orders", "orders-1");
        var publisher = Publisher();
        await publisher.RunAsync(Cancel);
        await RegisterAsync("orders", "orders-2", 5002);
        var last = await publisher.RunAsync(Cancel);
        _documents.Replace(DocumentNames.RouteTable, accident is null ? null : Encoding.UTF8.GetBytes(accident));

        var repaired = await publisher.RunAsync(Cancel);

        Assert.True(repaired.Order > last.Order);
        Assert.Equal(repaired.Order, Table().Order());
    }

    [Fact]
    public async Task Run_OlderTablePutBack_PublishesAHigherVersionThoughItSaysTheSame()
    {
        await RegisterAsync("orders", "orders-1");
        var publisher = Publisher();
        await publisher.RunAsync(Cancel);
        var old = _documents.Content(DocumentNames.RouteTable);
        await RegisterAsync("orders", "orders-2", 5002);
        await publisher.RunAsync(Cancel);
        await _store.Registry.DeregisterAsync(InstanceId.Parse("orders-2"), Callers.Admin, Cancel);
        _documents.Replace(DocumentNames.RouteTable, old);

        Assert.Equal(3, (await publisher.RunAsync(Cancel)).Order?.Version);
    }

    [Fact]
    public async Task Run_StoreMadeAnew_HoldsTheOldTableForTheGraceThenPublishesAHigherEpoch()
    {
        await RegisterAsync("orders", "orders-1");
        var old = (await Publisher().RunAsync(Cancel)).Order;
        _store = new InMemoryMeshStore(_time);
        await RegisterAsync("inventory", "inventory-1", 5002);

        Assert.Equal(Publication.Held, await Publisher().RunAsync(Cancel));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(Publication.Held, await Publisher().RunAsync(Cancel));
        Assert.Equal(old, Table().Order());
        _time.Advance(TimeSpan.FromSeconds(1));
        var publication = await Publisher().RunAsync(Cancel);

        Assert.True(publication.Order?.Epoch > old?.Epoch);
        Assert.Equal(2, publication.Order?.Version);
        Assert.Equal("inventory", Assert.Single(Table().Services).Name);
    }

    [Fact]
    public async Task Run_ClockBehindTheStoredEpoch_StillBeginsAHigherOne()
    {
        await Publisher().RunAsync(Cancel);
        var old = Table().Order();
        var behind = new FakeTimeProvider(_time.GetUtcNow() - TimeSpan.FromDays(1));
        _store = new InMemoryMeshStore(behind);

        await Publisher(behind).RunAsync(Cancel);
        behind.Advance(TimeSpan.FromSeconds(61));
        await Publisher(behind).RunAsync(Cancel);

        Assert.Equal(new TableVersion(old.Epoch + 1, old.Version + 1), Table().Order());
    }

    [Fact]
    public async Task Run_BackupOfAnOlderStorePutBack_WaitsForItsGraceAndKeepsTheHigherEpoch()
    {
        var backup = _store;
        await RegisterAsync("orders", "orders-1");
        await backup.Registry.SweepAsync(Cancel);
        await Publisher().RunAsync(Cancel);
        _time.Advance(TimeSpan.FromHours(1));
        _store = new InMemoryMeshStore(_time);
        await Publisher().RunAsync(Cancel);
        _time.Advance(TimeSpan.FromMinutes(2));
        var newer = await Publisher().RunAsync(Cancel);
        _store = backup;

        await _store.Registry.SweepAsync(Cancel);
        Assert.Equal(Publication.Held, await Publisher().RunAsync(Cancel));
        _time.Advance(TimeSpan.FromSeconds(60));
        await _store.Registry.SweepAsync(Cancel);

        Assert.Equal(new TableVersion(newer.Order!.Value.Epoch, newer.Order.Value.Version + 1), (await Publisher().RunAsync(Cancel)).Order);
    }

    [Fact]
    public async Task Run_DiedBeforeItsWrite_LeavesAGapAndNoVersionTwice()
    {
        await RegisterAsync("orders", "orders-1");
        _documents.BeforeWrite = (_, _) => throw new InvalidOperationException("killed");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Publisher().RunAsync(Cancel));
        _documents.BeforeWrite = (_, _) => Task.CompletedTask;

        Assert.Equal(2, (await Publisher().RunAsync(Cancel)).Order?.Version);
    }

    [Fact]
    public async Task Run_DiedAfterItsWriteAndLostTheTable_UsesNoVersionTwice()
    {
        await RegisterAsync("orders", "orders-1");
        _documents.AfterWrite = _ => throw new InvalidOperationException("killed");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Publisher().RunAsync(Cancel));
        _documents.AfterWrite = _ => { };
        _documents.Replace(DocumentNames.RouteTable, null);

        Assert.Equal(2, (await Publisher().RunAsync(Cancel)).Order?.Version);
    }

    [Fact]
    public async Task Run_RegistryAway_LeavesTheTable()
    {
        await RegisterAsync("orders", "orders-1");
        await Publisher().RunAsync(Cancel);
        var before = _documents.Content(DocumentNames.RouteTable);
        _store.IsUnreachable = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Publisher().RunAsync(Cancel));

        Assert.Equal(before, _documents.Content(DocumentNames.RouteTable));
    }

    private Task<RegistrationResult> RegisterAsync(string service, string id, int port = 5001) =>
        _store.Registry.RegisterAsync(Registrations.Of(service, id, port), Callers.Admin, Cancel);

    private PublishRoutes Publisher(TimeProvider? time = null) =>
        new(_store.Registry, _store.Mark, _signingKeys, _configurations, _routes, _documents, time ?? _time, Options.Create(new PublishOptions()), NullLogger<PublishRoutes>.Instance);

    private RouteTable Table()
    {
        var reading = RouteTableJson.Read(_documents.Content(DocumentNames.RouteTable));
        Assert.True(reading.Accepted);
        return reading.Table;
    }
}

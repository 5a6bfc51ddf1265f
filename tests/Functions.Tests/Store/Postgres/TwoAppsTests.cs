using Microsoft.EntityFrameworkCore;
using Npgsql;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

/// <summary>Two function apps write one database, in whatever order their transactions happen to commit.</summary>
public sealed class TwoAppsTests : IAsyncLifetime
{
    private PostgresDatabase _database = null!;
    private MeshStoreUnderTest _first = null!;
    private MeshStoreUnderTest _second = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _first = await _database.OpenAsync(TimeProvider.System);
        _second = await _database.OpenAsync(TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Register_TheSameInstancesByBoth_StandOnceWithTheirEventsInOrder()
    {
        for (var round = 0; round < 5; round++)
        {
            var results = await BothAsync((app, i) => RegisterAsync(app, $"o-{i}", 5000 + i, weight: app == _first ? 1 : 2), 40);
            Assert.All(results, result => Assert.True(result.Succeeded));
        }

        await AssertEventsTellWhatStandsAsync(40);
    }

    [Fact]
    public async Task Register_TheSameAddressByBoth_IsHeldByOneInTheEnd()
    {
        var results = await BothAsync((app, i) => RegisterAsync(app, $"{(app == _first ? "a" : "b")}-{i}", 5000), 30);

        Assert.All(results, result => Assert.True(result.Succeeded));
        await using var context = _first.Open();
        Assert.Equal(1, await context.Instances.CountAsync(Cancel));
        Assert.Equal(59, await context.Tombstones.CountAsync(Cancel));
    }

    [Fact]
    public async Task Register_NewServicesByBoth_AllStand()
    {
        var results = await BothAsync(
            (app, i) => app.Registry.RegisterAsync(
                Registrations.Of($"s-{i}", $"{(app == _first ? "a" : "b")}-{i}", (app == _first ? 5000 : 6000) + i), Callers.Admin, Cancel),
            40);

        Assert.All(results, result => Assert.True(result.Succeeded));
        Assert.Equal(40, (await _first.Registry.SnapshotAsync(Cancel)).Services.Count);
    }

    [Fact]
    public async Task Everything_AtOnceByBoth_LeavesEventsInOrder()
    {
        await BothAsync(
            async (app, i) =>
            {
                var id = InstanceId.Parse($"o-{i % 7}");
                await RegisterAsync(app, id.Value, 5000 + (i % 5), weight: 1 + (i % 3));
                await app.Registry.HeartbeatAsync(id, Callers.Admin, Cancel);
                await app.Registry.ReportHealthAsync(id, new HealthReport(i % 2 == 0 ? HealthStatus.Unhealthy : HealthStatus.Healthy, "x"), Callers.Admin, Cancel);
                await app.Registry.SweepAsync(Cancel);
                return await app.Registry.DeregisterAsync(id, Callers.Admin, Cancel);
            },
            60);
        await RegisterAsync(_second, "o-0", 5000, weight: 9);

        await AssertEventsTellWhatStandsAsync(null);
    }

    [Fact]
    public async Task HoldRelay_ByBoth_OneGetsIt()
    {
        for (var round = 0; round < 20; round++)
        {
            var held = await Task.WhenAll(HoldAsync(_first, "first"), HoldAsync(_second, "second"));
            Assert.Single(held, isHeld => isHeld);
            await _first.Outbox.ReleaseRelayAsync(held[0] ? "first" : "second", Cancel);
        }

        static Task<bool> HoldAsync(MeshStoreUnderTest app, string holder) => app.Outbox.TryHoldRelayAsync(holder, TimeSpan.FromMinutes(1), Cancel);
    }

    [Fact]
    public async Task Mark_ByBoth_HasOneEpochAndTheHighestVersion()
    {
        var epochs = await Task.WhenAll(_first.Ports.Mark.BeginEpochAsync(10, Cancel), _second.Ports.Mark.BeginEpochAsync(20, Cancel));
        Assert.Single(epochs.Distinct());

        await Task.WhenAll(Enumerable.Range(1, 50).Select(
            version => (version % 2 == 0 ? _first : _second).Ports.Mark.RecordAsync(new TableVersion(epochs[0], version), Cancel)));

        Assert.Equal(50, (await _first.Registry.SnapshotAsync(Cancel)).PublishedVersion);
    }

    [Fact]
    public async Task Numbers_DrawnBeforeAnotherCameAndWent_AreDrawnAgain()
    {
        await RegisterAsync(_first, "other", 6000);
        await using var slow = new SlowRegistration(_first, "o-1", 5001);
        await slow.Drawn;
        await RegisterAsync(_second, "o-1", 5001);
        await _second.Registry.DeregisterAsync(InstanceId.Parse("o-1"), Callers.Admin, Cancel);

        await slow.FinishAsync();

        await AssertEventsTellWhatStandsAsync(2);
    }

    [Fact]
    public async Task Commits_AgainstTheOrderOfTheirNumbers_AreAllToldAndPublished()
    {
        await RegisterAsync(_first, "other", 6000);
        var documents = new InMemoryDocumentStore();
        var publish = PublishTo(documents);
        await using var slow = new SlowRegistration(_first, "late", 5001);
        await slow.Drawn;
        await RegisterAsync(_second, "early", 5002);
        await publish.RunAsync(Cancel);
        Assert.Equal(["early", "other"], await RoutedAsync(documents));
        await RelayAsync("other", "early");

        await slow.FinishAsync();

        await publish.RunAsync(Cancel);
        Assert.Equal(["early", "late", "other"], await RoutedAsync(documents));
        await RelayAsync("late");
        var (late, early) = (await _first.Registry.FindAsync(InstanceId.Parse("late"), Cancel), await _first.Registry.FindAsync(InstanceId.Parse("early"), Cancel));
        Assert.True(late!.Revision < early!.Revision, "The test did not commit against the order of the numbers.");
    }

    [Fact]
    public async Task Sweep_WhileAnotherAppRenews_LeavesTheInstance()
    {
        await RegisterAsync(_first, "o-1", 5001);
        await _first.Registry.SweepAsync(Cancel);
        await using var renewing = new NpgsqlConnection(_database.ConnectionString);
        await renewing.OpenAsync(Cancel);
        await ExecuteAsync(renewing, """UPDATE "Instances" SET "ExpiresAt" = 1""");
        await using var renewal = await renewing.BeginTransactionAsync(Cancel);
        await ExecuteAsync(renewing, $"""UPDATE "Instances" SET "ExpiresAt" = {DateTime.MaxValue.Ticks}""");

        var sweep = _second.Registry.SweepAsync(Cancel);
        await _database.SomebodyWaitsAsync();
        await renewal.CommitAsync(Cancel);

        Assert.Equal(0, (await sweep).Changed);
        Assert.Equal(HealthStatus.Unknown, (await _first.Registry.FindAsync(InstanceId.Parse("o-1"), Cancel))!.Status);
    }

    [Fact]
    public async Task Batch_OfAFrozenApp_HoldsOthersUpForSecondsOnly()
    {
        await RegisterAsync(_first, "o-1", 5001);
        await using var frozen = new SlowRegistration(_first, "o-2", 5002, InstanceId.Parse("o-1"));
        await frozen.Drawn;

        Assert.True((await _second.Registry.HeartbeatAsync(InstanceId.Parse("o-1"), Callers.Admin, Cancel)).Succeeded);

        await Assert.ThrowsAsync<StoreUnavailableException>(frozen.FinishAsync);
        Assert.True((await RegisterAsync(_first, "o-2", 5002)).Succeeded);
    }

    private static Task<RegistrationResult> RegisterAsync(MeshStoreUnderTest app, string id, int port, int weight = 1) =>
        app.Registry.RegisterAsync(Registrations.Of("orders", id, port, plain => plain with { Weight = weight }), Callers.Admin, Cancel);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<T[]> BothAsync<T>(Func<MeshStoreUnderTest, int, Task<T>> work, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).SelectMany(
            i => new[] { Task.Run(() => work(_first, i), Cancel), Task.Run(() => work(_second, i), Cancel) }));

    private PublishRoutes PublishTo(InMemoryDocumentStore documents) => new(
        _second.Registry,
        _second.Ports.Mark,
        new SettableSigningKeys(),
        new SettableConfigurations(),
        new SettableRoutes(),
        documents,
        TimeProvider.System,
        Microsoft.Extensions.Options.Options.Create(new PublishOptions()),
        Microsoft.Extensions.Logging.Abstractions.NullLogger<PublishRoutes>.Instance);

    private static async Task<IEnumerable<string>> RoutedAsync(InMemoryDocumentStore documents)
    {
        var document = await documents.ReadAsync(DocumentNames.RouteTable, Cancel);
        return RouteTableJson.Read(document!.Content.Span).Table!.Services.SelectMany(service => service.Instances).Select(instance => instance.Id).Order();
    }

    private async Task RelayAsync(params string[] expected)
    {
        var due = await _second.Outbox.ReadDueAsync(100, Cancel);
        Assert.Equal(expected, due.Select(entry => entry.Event.Subject));
        await _second.Outbox.MarkSentAsync([.. due.Select(entry => entry.Sequence)], Cancel);
    }

    // Of each instance: what came last is what stands, and each event has a higher revision than the one before.
    private async Task AssertEventsTellWhatStandsAsync(int? instances)
    {
        await using var context = _first.Open();
        var events = (await context.Outbox.OrderBy(row => row.Sequence).ToListAsync(Cancel)).ToLookup(row => row.Subject);
        var rows = await context.Instances.ToDictionaryAsync(row => row.Id, Cancel);
        Assert.Equal(instances ?? rows.Count, rows.Count);
        foreach (var told in events)
        {
            Assert.Equal(told.Select(row => row.Revision), told.Select(row => row.Revision).Order());
            Assert.Equal(rows.ContainsKey(told.Key), told.Last().Type != EventTypes.ServiceDeregistered);
            if (rows.TryGetValue(told.Key, out var row))
            {
                Assert.Equal(row.Revision, told.Last().Revision);
            }

            var ends = told.Select(row => row.Type).ToList();
            Assert.All(
                Enumerable.Range(1, ends.Count - 1).Where(i => ends[i] == EventTypes.ServiceRegistered),
                i => Assert.Equal(EventTypes.ServiceDeregistered, ends[i - 1]));
        }
    }
}

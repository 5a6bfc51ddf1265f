using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

/// <summary>The server is killed under load: what was acknowledged is there, callers hear that the store is away, and the app goes on by itself.</summary>
public sealed class PostgresOutageTests
{
    private const int InFlight = 32;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_WhileManyRegister_LosesNothingAndTheAppGoesOn()
    {
        await using var server = new PostgresServer();
        await server.StartAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await PostgresDatabase.MigrateAsync(connectionString);
        await using var store = await MeshStoreUnderTest.OpenAsync(Path.GetTempPath(), TimeProvider.System, PostgresDatabase.SettingsOf(connectionString));
        var acknowledged = new ConcurrentBag<string>();
        var refused = 0;
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, InFlight).Select(worker => Task.Run(RegisterManyAsync, Cancel)));

        foreach (var more in new[] { 1, 200, 500 })
        {
            var (seen, before) = (acknowledged.Count, refused);
            await Eventually.TrueAsync(() => acknowledged.Count >= seen + more, $"{more} more are acknowledged");
            await server.KillAsync();
            await Eventually.TrueAsync(() => refused > before, "callers are refused");
            Assert.NotNull(await store.Health.CheckAsync(Cancel));
            await server.RestartAsync();
        }

        var last = acknowledged.Count;
        await Eventually.TrueAsync(() => acknowledged.Count > last + InFlight, "the app goes on");
        await enough.CancelAsync();
        await load;
        await AssertAllThereAsync(store, acknowledged);

        async Task RegisterManyAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                var id = $"i-{Guid.NewGuid():N}";
                try
                {
                    var address = ServiceAddress.Parse($"{id}.test");
                    await store.Registry.RegisterAsync(Registrations.Of("orders", id, with: plain => plain with { Address = address }), Callers.Admin, Cancel);
                    acknowledged.Add(id);
                }
                catch (StoreUnavailableException)
                {
                    Interlocked.Increment(ref refused);
                    await Task.Yield();
                }
            }
        }
    }

    private static async Task AssertAllThereAsync(MeshStoreUnderTest store, ConcurrentBag<string> acknowledged)
    {
        Assert.Null(await store.Health.CheckAsync(Cancel));
        await using var context = store.Open();
        var instances = await context.Instances.Select(row => row.Id).ToHashSetAsync(Cancel);
        var told = await context.Outbox.Select(row => row.Subject).ToHashSetAsync(Cancel);
        Assert.Empty(acknowledged.Except(instances));
        Assert.True(told.SetEquals(instances), "An instance without its event, or the reverse.");
    }
}

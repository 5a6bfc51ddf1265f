using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Store;

/// <summary>The embedded profile's store, which is a file of one process.</summary>
public sealed class StoreGateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task EnsureReady_NewFolder_MakesADurableStoreInWalMode()
    {
        await using var store = new MeshStoreUnderTest(_directory.File("new/folder"), _time);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => store.Gate.EnsureReadyAsync(Cancel).AsTask()));

        await using var context = store.Open();
        Assert.Equal(["wal"], await context.Database.SqlQuery<string>($"SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").ToListAsync(Cancel));
        Assert.Equal([2], await context.Database.SqlQuery<int>($"SELECT synchronous AS \"Value\" FROM pragma_synchronous").ToListAsync(Cancel));
        Assert.Equal([1], await context.Database.SqlQuery<int>($"SELECT foreign_keys AS \"Value\" FROM pragma_foreign_keys").ToListAsync(Cancel));
        Assert.Null(await store.Health.CheckAsync(Cancel));
    }

    [Fact]
    public async Task EnsureReady_NewStore_IsReadableByItsOwnerOnly()
    {
        await using var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);
        await store.ApiKeys.FindAsync("nobody", Cancel);

        Assert.All(
            Directory.EnumerateFiles(_directory.Path, "mesh.db*"),
            file => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file));
    }

    [Fact]
    public async Task EnsureReady_SecondProcessOnOneFolder_IsRefusedUntilTheFirstEnds()
    {
        await using var second = new MeshStoreUnderTest(_directory.Path, _time);
        await using (await MeshStoreUnderTest.OpenAsync(_directory.Path, _time))
        {
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => second.Gate.EnsureReadyAsync(Cancel).AsTask());
            Assert.Contains("Another process", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(_directory.Path, refused.Message, StringComparison.Ordinal);
        }

        // The failure stands for a moment, so that requests do not try for each.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => second.Gate.EnsureReadyAsync(Cancel).AsTask());
        _time.Advance(TimeSpan.FromSeconds(1));
        await second.Gate.EnsureReadyAsync(Cancel);
    }

    [Fact]
    public async Task EnsureReady_LockThatCannotBeHad_BlamesNoOtherProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.CreateSymbolicLink(_directory.File("mesh.lock"), _directory.File("mesh.lock"));
        await using var store = new MeshStoreUnderTest(_directory.Path, _time);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Gate.EnsureReadyAsync(Cancel).AsTask());

        Assert.DoesNotContain("Another process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureReady_StoreOfANewerBuild_IsRefused()
    {
        await using (var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time))
        {
            await using var context = store.Open();
            await context.Database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""", Cancel);
        }

        await using var older = new MeshStoreUnderTest(_directory.Path, _time);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => older.Gate.EnsureReadyAsync(Cancel).AsTask());

        Assert.Contains("29990101000000_Future", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer build", await older.Health.CheckAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureReady_AfterAMigrationThatWasKilled_DoesNotWaitForItsLock()
    {
        await using (var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time))
        {
            await using var context = store.Open();
            await context.Database.MigrateAsync("0", Cancel);
            await context.Database.ExecuteSqlAsync(
                $"""
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')
                """,
                Cancel);
        }

        await using var restarted = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);
        Assert.Null(await restarted.Health.CheckAsync(Cancel));
    }

    [Fact]
    public async Task EnsureReady_DamagedFile_SaysSo()
    {
        await File.WriteAllTextAsync(_directory.File("mesh.db"), new string('x', 4096), Cancel);
        await using var store = new MeshStoreUnderTest(_directory.Path, _time);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Gate.EnsureReadyAsync(Cancel).AsTask());

        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_FileDeletedWhileInUse_IsNoticedAndWritesAreRefused()
    {
        await using var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);
        await store.Registry.RegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Admin, Cancel);

        File.Delete(_directory.File("mesh.db"));

        Assert.Contains("deleted", await store.Health.CheckAsync(Cancel), StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.Registry.RegisterAsync(Registrations.Of("orders", "orders-2", 5002), Callers.Admin, Cancel));
    }

    [Fact]
    public async Task Health_FileReplacedWhileInUse_IsNoticed()
    {
        using var elsewhere = new TemporaryDirectory();
        await using (await MeshStoreUnderTest.OpenAsync(elsewhere.Path, _time))
        {
        }

        await using var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);
        File.Delete(_directory.File("mesh.db-wal"));
        File.Delete(_directory.File("mesh.db-shm"));
        File.Move(elsewhere.File("mesh.db"), _directory.File("mesh.db"), overwrite: true);

        Assert.Contains("replaced", await store.Health.CheckAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_AfterTheFileWasRemoved_BeginsAnew()
    {
        await using (var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time))
        {
            await store.Registry.RegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Admin, Cancel);
        }

        Directory.EnumerateFiles(_directory.Path, "mesh.db*").ToList().ForEach(File.Delete);
        await using var restarted = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);

        var snapshot = await restarted.Registry.SnapshotAsync(Cancel);
        Assert.Equal((0, 0L, null), (snapshot.Services.Count, snapshot.Epoch, snapshot.EpochStartedAt));
    }
}

using Microsoft.Data.Sqlite;
using ToskaMesh.Emulator.Timers;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class SqliteTimerStatusStoreTests : TimerStatusStoreContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Read_WrittenByAnotherHost_IsSeen()
    {
        var status = new TimerStatus(null, TimerWorld.Noon, TimerWorld.Noon);
        await Create().WriteAsync("a/b", status, TestContext.Current.CancellationToken);

        Assert.Equal(status, await Create().ReadAsync("a/b", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Database_Opened_IsDurableAndSharable()
    {
        await using var connection = await Database().OpenAsync(TestContext.Current.CancellationToken);

        Assert.Equal("wal", await PragmaAsync(connection, "journal_mode"));
        Assert.Equal("2", await PragmaAsync(connection, "synchronous"));
    }

    [Fact]
    public async Task Read_FileIsNoDatabase_Throws()
    {
        await File.WriteAllTextAsync(_directory.File("emulator.db"), new string('x', 4096), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<SqliteException>(() => Create().ReadAsync("a/b", TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    private protected override ITimerStatusStore Create() => new SqliteTimerStatusStore(Database());

    private protected override ITimerStatusStore CreateFailing() =>
        new SqliteTimerStatusStore(new TimerDatabase(_directory.File("missing/emulator.db")));

    private static async Task<string?> PragmaAsync(SqliteConnection connection, string name)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }

    private TimerDatabase Database() => new(_directory.File("emulator.db"));
}

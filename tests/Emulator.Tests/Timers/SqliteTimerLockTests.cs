using Microsoft.Data.Sqlite;
using ToskaMesh.Emulator.Timers;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class SqliteTimerLockTests : TimerLockContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Acquire_FileCannotBeOpened_ThrowsInsteadOfRefusing()
    {
        var unreachable = new SqliteTimerLock(new TimerDatabase(_directory.File("missing/emulator.db")), Time);

        await Assert.ThrowsAsync<SqliteException>(
            () => unreachable.TryAcquireAsync("a", TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    private protected override ITimerLock Connect() => new SqliteTimerLock(new TimerDatabase(_directory.File("emulator.db")), Time);
}

using Microsoft.Data.Sqlite;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Failures of the disk and its like: they say nothing of the work item, and pass when somebody sees to them.</summary>
internal static class EnvironmentFailures
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int Io = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    public static bool Are(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Busy or Locked or NoMemory or ReadOnly or Io or Full or CannotOpen };
}

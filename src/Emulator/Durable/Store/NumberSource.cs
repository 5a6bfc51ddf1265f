namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>Numbers messages and activities in order. There is one writer, so memory will do.</summary>
internal sealed class NumberSource(long last)
{
    private long _last = last;

    public long Next() => ++_last;

    public static NumberSource After(SqliteSession database) => new(Math.Max(
        (long?)database.Scalar("SELECT MAX(number) FROM inbox") ?? 0, (long?)database.Scalar("SELECT MAX(number) FROM activities") ?? 0));
}

namespace ToskaMesh.Emulator.Timers;

/// <summary>Where timers keep what hosts share: their status and their locks.</summary>
internal sealed record TimerStorage(ITimerStatusStore Statuses, ITimerLock Locks)
{
    /// <summary>A file of this machine.</summary>
    public static TimerStorage InFile(string path, TimeProvider time)
    {
        var database = new TimerDatabase(path);
        return new TimerStorage(new SqliteTimerStatusStore(database), new SqliteTimerLock(database, time));
    }

    /// <summary>A storage account or Azurite, under the genuine host's names.</summary>
    /// <exception cref="FormatException">It is no connection string.</exception>
    public static TimerStorage InBlobs(string connectionString)
    {
        var blobs = TimerBlobs.Connect(connectionString);
        return new TimerStorage(new BlobTimerStatusStore(blobs), new BlobTimerLock(blobs));
    }
}

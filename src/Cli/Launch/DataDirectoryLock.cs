namespace ToskaMesh.Cli.Launch;

/// <summary>Holds the data directory for one <c>toska up</c>. The system takes the lock back however the process ends.</summary>
internal static class DataDirectoryLock
{
    /// <exception cref="CommandFailedException">Another process holds it.</exception>
    public static IDisposable Take(DataDirectory data)
    {
        Directory.CreateDirectory(data.Path);
        try
        {
            return new FileStream(data.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandFailedException(
                ExitCode.Failed,
                $"Another 'toska up' runs on {data.Path}. Stop it, or give this one a folder and ports of its own: --data DIR --functions-port N --gateway-port N");
        }
    }
}

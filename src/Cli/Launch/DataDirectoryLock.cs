namespace ToskaMesh.Cli.Launch;

/// <summary>Holds the data directory for one <c>toska up</c>. The system takes the lock back however the process ends.</summary>
internal static class DataDirectoryLock
{
    /// <exception cref="CommandFailedException">Another process holds it, or it cannot be written.</exception>
    public static IDisposable Take(DataDirectory data)
    {
        Create(data);
        try
        {
            return new FileStream(data.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw Unusable(data, error);
        }
        catch (IOException)
        {
            throw new CommandFailedException(
                ExitCode.Failed,
                $"Another 'toska up' runs on {data.Path}. Stop it, or give this one a folder and ports of its own: --data DIR --functions-port N --gateway-port N");
        }
    }

    private static void Create(DataDirectory data)
    {
        try
        {
            Directory.CreateDirectory(data.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(data, error);
        }
    }

    private static CommandFailedException Unusable(DataDirectory data, Exception error) =>
        new(ExitCode.Failed, $"The data directory {data.Path} cannot be used: {error.Message} Choose another with --data DIR.");
}

namespace ToskaMesh.Cli.Sessions;

/// <summary>The login at one mesh, in a file that nobody but its user reads.</summary>
internal sealed class SessionFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LockPeriod = TimeSpan.FromMilliseconds(50);

    public string Path => path;

    public bool Exists => File.Exists(path);

    /// <summary>Null when nobody is logged in there.</summary>
    /// <exception cref="CommandFailedException">Others may read the file, or it holds no login.</exception>
    public Session? Read()
    {
        try
        {
            Guard();
            return Session.TryParse(File.ReadAllText(path)) ?? throw Refused($"{path} holds no login.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Refused(error.Message);
        }
    }

    /// <summary>On disk, whole, when this returns: a refresh token that was spent and whose successor is lost ends the login.</summary>
    public void Write(Session session)
    {
        var temporary = path + ".new";
        try
        {
            MakeFolder();
            File.Delete(temporary);
            using (var file = new FileStream(temporary, Options(FileMode.CreateNew)))
            {
                file.Write(session.Serialize());
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failed, $"The login cannot be kept: {error.Message}");
        }
    }

    public void Delete()
    {
        if (Exists)
        {
            File.Delete(path);
        }
    }

    /// <summary>Holds the login against other processes of this user. The system takes the lock back however this one ends.</summary>
    /// <exception cref="CommandFailedException">Another process kept it for a minute.</exception>
    public async Task<IDisposable> LockAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        MakeFolder();
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", Options(FileMode.OpenOrCreate));
            }
            catch (IOException) when (time.GetElapsedTime(started) < LockTimeout)
            {
                await Task.Delay(LockPeriod, time, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new CommandFailedException(ExitCode.Failed, $"Another toska holds the login: {error.Message}");
            }
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    private static CommandFailedException Refused(string reason) =>
        new(ExitCode.Failed, $"{reason} Drop that login with 'toska logout', and log in again with 'toska login'.");

    private void MakeFolder()
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    // Windows gives AppData to its user alone.
    private void Guard()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw Refused($"{path} may be read by others, so its tokens may be known to them.");
        }
    }
}

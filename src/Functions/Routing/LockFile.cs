namespace ToskaMesh.Functions.Routing;

/// <summary>A file that one process at a time holds. The kernel frees it when its holder dies.</summary>
internal static class LockFile
{
    private const int SharingViolation = unchecked((int)0x80070020);

    // EWOULDBLOCK, by which flock says that somebody has the lock.
    private const int HeldOnLinux = 11;

    private const int HeldOnMacOS = 35;

    /// <summary>Null when another process has it.</summary>
    /// <exception cref="IOException">It cannot be had at all: a full disk, a file system that is read only.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeld(exception.HResult))
        {
            return null;
        }
    }

    private static bool IsHeld(int code)
    {
        var held = OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsMacOS() ? HeldOnMacOS : HeldOnLinux;
        return code == held;
    }
}

using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ToskaMesh.Functions.Routing;

/// <summary>Makes a rename durable: until its directory is synced, a power cut may bring the old file back.</summary>
internal static partial class DirectorySync
{
    /// <summary>Does nothing on Windows, where NTFS journals renames and a directory cannot be synced.</summary>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no directories, so this one call goes to the C library; 0 is O_RDONLY.
        using var handle = Open(directory, 0);
        if (handle.IsInvalid)
        {
            throw new IOException($"Cannot open the directory {directory} to sync it.", new Win32Exception());
        }

        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}

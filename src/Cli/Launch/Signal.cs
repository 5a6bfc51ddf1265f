using System.Runtime.InteropServices;

namespace ToskaMesh.Cli.Launch;

/// <summary>Asks a process to end; .NET itself can only kill.</summary>
internal static partial class Signal
{
    private const int SigTerm = 15;

    /// <summary>Does nothing when the process is gone.</summary>
    public static void Terminate(int processId) => _ = Kill(processId, SigTerm);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}

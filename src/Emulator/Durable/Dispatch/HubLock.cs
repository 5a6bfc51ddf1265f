namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>
/// Makes one host the only one that runs the orchestrations of a hub. The system lets go of the file when the process
/// ends, however it does, so nothing is waited out after a kill.
/// </summary>
internal static class HubLock
{
    /// <returns>Null while another host has it.</returns>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}

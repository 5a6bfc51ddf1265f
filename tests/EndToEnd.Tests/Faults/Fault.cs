namespace ToskaMesh.EndToEnd.Tests.Faults;

public enum Fault
{
    /// <summary>SIGKILL, and started again after a while.</summary>
    Killed,

    /// <summary>SIGSTOP for a while: it holds its connections and answers nothing.</summary>
    Paused,

    /// <summary>Asked to stop, and started again at once.</summary>
    Restarted,
}

namespace ToskaMesh.Emulator.Timers;

internal enum StartupRun
{
    None,

    /// <summary>An occurrence was missed while no listener ran; it is made up for once, however many were missed.</summary>
    PastDue,

    /// <summary>The function asks for a run at each start.</summary>
    OnStartup,
}

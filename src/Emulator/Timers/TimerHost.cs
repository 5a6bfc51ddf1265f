namespace ToskaMesh.Emulator.Timers;

/// <summary>The host that runs timers; hosts with one id share their timers' status and locks.</summary>
internal sealed record TimerHost(string Id, TimeSpan LeaseDuration)
{
    /// <summary>As the genuine host: a quick take-over in development, fewer renewals elsewhere.</summary>
    public static TimerHost For(string id, bool isDevelopment) =>
        new(id, TimeSpan.FromSeconds(isDevelopment ? 15 : 60));
}

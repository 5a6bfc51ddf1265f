namespace ToskaMesh.Emulator.Timers;

/// <summary>Where the genuine host keeps a timer's status and its lock: container, then blob.</summary>
internal sealed record TimerBlobNames(string Status, string Lock)
{
    public static TimerBlobNames For(string hostId, string functionName) => new(
        $"azure-webjobs-hosts/timers/{hostId}/Host.Functions.{functionName}/status",
        $"azure-webjobs-hosts/locks/{hostId}/Host.Functions.{functionName}.Listener");
}

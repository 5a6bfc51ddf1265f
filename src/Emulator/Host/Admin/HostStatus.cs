namespace ToskaMesh.Emulator.Host.Admin;

/// <summary>The genuine host's fields. The uptime is in milliseconds; errors stand only where there are some.</summary>
internal sealed record HostStatus(
    string Id,
    string State,
    string Version,
    string VersionDetails,
    string PlatformVersion,
    string InstanceId,
    string ComputerName,
    long ProcessUptime,
    string FunctionAppContentEditingState,
    IReadOnlyList<string>? Errors);

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>This host does not have the hub: another one does, it cannot be opened, or the host has stopped.</summary>
internal sealed class HubUnavailableException(string message) : InvalidOperationException(message);

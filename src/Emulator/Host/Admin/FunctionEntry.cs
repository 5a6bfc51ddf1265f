namespace ToskaMesh.Emulator.Host.Admin;

/// <summary>A function in the list of functions. The route template is an HTTP function's.</summary>
internal sealed record FunctionEntry(string Name, string? EntryPoint, string? TriggerType, string? InvokeUrlTemplate, bool IsDisabled);

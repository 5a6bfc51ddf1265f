namespace ToskaMesh.Emulator.Host.Admin;

internal sealed record FunctionStatus(IReadOnlyList<string>? Errors);

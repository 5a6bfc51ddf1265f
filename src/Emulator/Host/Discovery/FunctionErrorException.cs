namespace ToskaMesh.Emulator.Host.Discovery;

/// <summary>A function cannot run as it is configured. The host stays up without it.</summary>
internal sealed class FunctionErrorException(string message) : Exception(message);

namespace ToskaMesh.Emulator.Worker.Outputs;

/// <summary>One message that an output binding sends.</summary>
internal readonly record struct OutputMessage(ReadOnlyMemory<byte> Body, string ContentType);

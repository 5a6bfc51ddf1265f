namespace ToskaMesh.Emulator.Worker.Outputs;

/// <summary>An output binding other than HTTP, with what sends its values.</summary>
internal sealed record OutputTarget(string Binding, IOutputSender Sender);

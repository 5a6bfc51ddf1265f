namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>The input of an orchestrator or an activity, for a parameter to be made of.</summary>
/// <param name="Json">Null for none.</param>
internal sealed record DurableInput(string? Json);

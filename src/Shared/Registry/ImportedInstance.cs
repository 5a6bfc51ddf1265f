namespace ToskaMesh.Shared.Registry;

/// <summary>An instance as a source lists it.</summary>
/// <param name="Registration">Without a lease and a check: the source watches it.</param>
public sealed record ImportedInstance(Registration Registration, HealthReport Health);

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>Tests that set the clock of the shared Azurite: one after the other.</summary>
[CollectionDefinition(nameof(AzuriteClock))]
public sealed class AzuriteClock;

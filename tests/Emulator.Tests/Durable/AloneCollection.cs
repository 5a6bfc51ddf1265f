namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>Tests that measure the memory of the process, which others would change under them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneCollection;

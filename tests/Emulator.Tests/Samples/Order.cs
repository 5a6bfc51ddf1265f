namespace ToskaMesh.Emulator.Tests.Samples;

public sealed record Order(string Id, int Count, Colour Colour);

namespace ToskaMesh.Emulator.Tests.Samples.Durable;

public sealed record Greeting(string Word, string[] Names);

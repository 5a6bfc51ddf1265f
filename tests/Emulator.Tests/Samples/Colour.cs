namespace ToskaMesh.Emulator.Tests.Samples;

public enum Colour
{
    Red,
    Green,
}

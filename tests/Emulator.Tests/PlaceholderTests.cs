namespace ToskaMesh.Emulator.Tests;

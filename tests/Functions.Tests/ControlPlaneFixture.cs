namespace ToskaMesh.Functions.Tests;

/// <summary>One function app for all tests of a class that leave no trace in each other.</summary>
public sealed class ControlPlaneFixture : IAsyncLifetime
{
    internal ControlPlaneUnderTest Mesh { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => Mesh.DisposeAsync();
}

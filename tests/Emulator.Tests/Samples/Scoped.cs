namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>One a scope; tells when its scope has ended.</summary>
public sealed class Scoped(Trail trail) : IAsyncDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public ValueTask DisposeAsync()
    {
        trail.Add("scope ended");
        return ValueTask.CompletedTask;
    }
}

using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests;

/// <summary>A gate and health of a store that is ready unless a test says why not.</summary>
internal sealed class FakeStoreGate : IStoreGate, IStoreHealth
{
    public string? Fault { get; set; }

    public ValueTask EnsureReadyAsync(CancellationToken cancellationToken) =>
        Fault is null ? ValueTask.CompletedTask : throw new StoreUnavailableException(Fault);

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Fault);
}

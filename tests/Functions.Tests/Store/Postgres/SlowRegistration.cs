using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

/// <summary>A registration of a new instance whose transaction has drawn its numbers and waits before it is sent.</summary>
internal sealed class SlowRegistration : IAsyncDisposable
{
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<ServiceInstance> _write;

    /// <param name="locked">Another instance that it locks, too.</param>
    public SlowRegistration(MeshStoreUnderTest app, string id, int port, InstanceId? locked = null)
    {
        var instance = Instances.Of("orders", id, TimeProvider.System.GetUtcNow()) with { Port = port };
        _write = app.Writer.WriteAsync(
            new StoreKeys(locked ?? instance.ServiceId),
            async (transaction, ct) =>
            {
                var existing = await transaction.Registry.FindAsync(instance.ServiceId, ct);
                var stored = await transaction.StoreAsync(
                    existing, instance with { Revision = existing?.Revision ?? 0 }, changed: true, ct);
                _drawn.TrySetResult();
                await _goOn.Task;
                return stored;
            },
            CancellationToken.None);
    }

    public Task Drawn => _drawn.Task;

    public Task FinishAsync()
    {
        _goOn.TrySetResult();
        return _write;
    }

    public async ValueTask DisposeAsync()
    {
        _goOn.TrySetResult();
        await Task.WhenAny(_write);
    }
}

using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Tests.Store;

/// <summary>Keeps the writer in a first batch, so that what comes meanwhile waits together.</summary>
internal sealed class BlockedWriter : IAsyncDisposable
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _write;

    public BlockedWriter(StoreWriter writer) =>
        _write = writer.WriteAsync(
            StoreKeys.None,
            async (_, _) =>
            {
                _started.TrySetResult();
                await _release.Task;
                return true;
            },
            CancellationToken.None);

    public Task Started => _started.Task;

    public void Release() => _release.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _write;
    }
}

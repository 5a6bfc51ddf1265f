namespace ToskaMesh.Emulator.Queues;

/// <summary>A link that is made when it is needed, and again after it was lost.</summary>
internal sealed class Reopening<T>(Func<CancellationToken, Task<T>> open) : IAsyncDisposable
    where T : class, IBrokerLink
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private T? _link;

    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        if (_link is { IsOpen: true } link)
        {
            return link;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_link is { IsOpen: true } opened)
            {
                return opened;
            }

            await ForgetAsync();
            return _link = await open(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetAsync();
        _turn.Dispose();
    }

    private async Task ForgetAsync()
    {
        if (Interlocked.Exchange(ref _link, null) is { } link)
        {
            await link.DisposeAsync();
        }
    }
}

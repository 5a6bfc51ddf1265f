namespace ToskaMesh.Functions.Store;

/// <summary>A write that waits for its turn, and its caller's answer.</summary>
internal abstract class StoreWrite(StoreKeys keys)
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Abandoned = 2;

    private int _state;

    public StoreKeys Keys { get; } = keys;

    /// <summary>False when the caller gave up before; from now on it cannot.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;

    /// <summary>Makes the changes; what it computes is kept until <see cref="Complete"/>.</summary>
    public abstract Task RunAsync(StoreTransaction transaction, CancellationToken cancellationToken);

    /// <summary>The changes are durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    protected bool TryAbandon() => Interlocked.CompareExchange(ref _state, Abandoned, Waiting) == Waiting;
}

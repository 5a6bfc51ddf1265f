namespace ToskaMesh.Functions.Store;

internal sealed class StoreWrite<T> : StoreWrite
{
    private readonly Func<StoreTransaction, CancellationToken, Task<T>> _work;
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _registration;
    private T? _result;

    public StoreWrite(StoreKeys keys, Func<StoreTransaction, CancellationToken, Task<T>> work, CancellationToken caller)
        : base(keys)
    {
        _work = work;
        _caller = caller;
        _registration = caller.UnsafeRegister(static write => ((StoreWrite<T>)write!).Abandon(), this);
    }

    public Task<T> Answer => _answer.Task;

    public override async Task RunAsync(StoreTransaction transaction, CancellationToken cancellationToken) =>
        _result = await _work(transaction, cancellationToken);

    public override void Complete()
    {
        _registration.Dispose();
        _answer.TrySetResult(_result!);
    }

    public override void Fail(Exception exception)
    {
        _registration.Dispose();
        _answer.TrySetException(exception);
    }

    private void Abandon()
    {
        if (TryAbandon())
        {
            _answer.TrySetCanceled(_caller);
        }
    }
}

namespace ToskaMesh.Emulator.Durable.Store;

internal sealed class StoreRequest<TResult>(IStoreChange<TResult> change) : StoreRequest
{
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _result;
    private Exception? _refusal;

    public Task<TResult> Answer => _answer.Task;

    public override void Apply(WriteSession session) => _result = change.Apply(session);

    public override void Refuse(Exception exception) => _refusal = exception;

    public override void Committed()
    {
        if (_refusal is { } refusal)
        {
            _answer.SetException(refusal);
        }
        else
        {
            _answer.SetResult(_result!);
        }
    }

    public override void Lost(Exception exception) => _answer.SetException(exception);
}

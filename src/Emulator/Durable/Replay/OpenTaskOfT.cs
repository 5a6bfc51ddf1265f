using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.Replay;

internal sealed class OpenTask<T>(string name, int id) : OpenTask
{
    // Without RunContinuationsAsynchronously: continuations belong to the orchestration's scheduler, which queues them.
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override bool IsOpen => !_source.Task.IsCompleted;

    /// <summary>A result that is no <typeparamref name="T"/> fails the task, where it is awaited.</summary>
    public override void Complete(string? data, DataConverter converter)
    {
        try
        {
            _source.TrySetResult(converter.Deserialize<T>(data)!);
        }
        catch (Exception exception)
        {
            _source.TrySetException(exception);
        }
    }

    public override void Fail(TaskFailureDetails failure) => _source.TrySetException(new TaskFailedException(name, id, failure));

    public bool TryCancel(CancellationToken token) => _source.TrySetCanceled(token);
}

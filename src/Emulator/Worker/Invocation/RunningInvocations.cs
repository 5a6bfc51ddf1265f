namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>Counts what runs, so that a stopping host can wait for it.</summary>
internal sealed class RunningInvocations
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // One more than what runs, until the host stops: reaching zero is then the end.
    private int _count = 1;
    private int _stopping;

    public void Enter() => Interlocked.Increment(ref _count);

    public void Exit()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _idle.TrySetResult();
        }
    }

    /// <summary>Waits until nothing runs. What is started meanwhile is waited for, too.</summary>
    public Task IdleAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            Exit();
        }

        return _idle.Task.WaitAsync(cancellationToken);
    }
}

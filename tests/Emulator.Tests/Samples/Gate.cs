namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>Lets a test hold a function at a point.</summary>
public sealed class Gate
{
    // Bounds a failing test only.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsEntered => _entered.Task.IsCompleted;

    public bool IsCancelled => _cancelled.Task.IsCompleted;

    public Task EnteredAsync() => _entered.Task.WaitAsync(Patience);

    public Task CancelledAsync() => _cancelled.Task.WaitAsync(Patience);

    public async Task PassAsync(CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        try
        {
            await Open.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
    }
}

using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli.Launch;

/// <summary>The one place where the state of the run changes; each change is shown.</summary>
internal sealed class MeshBoard(IMeshView view)
{
    private readonly Lock _lock = new();
    private MeshState _state = new();
    private TaskCompletionSource _changed = NewSignal();

    public void Update(Func<MeshState, MeshState> change)
    {
        lock (_lock)
        {
            _state = change(_state);
            view.Show(_state);
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    public async Task UntilAsync(Func<MeshState, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (condition(_state))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

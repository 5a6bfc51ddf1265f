namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Wakes those who wait for an instance to get on.</summary>
internal sealed class InstanceSignals
{
    private readonly Dictionary<string, TaskCompletionSource> _waiting = [];
    private readonly Lock _lock = new();

    /// <summary>Ends at the next change of the instance's status. Asked for before the status is read, so that no change falls in between.</summary>
    public Task NextChangeOf(string instance)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(instance, out var source))
            {
                source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(instance, source);
            }

            return source.Task;
        }
    }

    public void Changed(string instance)
    {
        TaskCompletionSource? source;
        lock (_lock)
        {
            _waiting.Remove(instance, out source);
        }

        source?.SetResult();
    }
}

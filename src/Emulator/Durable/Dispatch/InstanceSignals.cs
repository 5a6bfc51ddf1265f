namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Wakes those who wait for an instance to get on. Holds only instances that somebody waits for.</summary>
internal sealed class InstanceSignals
{
    private readonly Dictionary<string, (TaskCompletionSource Source, int Waiters)> _waiting = [];
    private readonly Lock _lock = new();
    private bool _closed;

    /// <summary>For how many instances somebody waits.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>
    /// Ends at the next change of the instance's status. Asked for before the status is read, so that no change falls in
    /// between, and given back by <see cref="Leave"/>.
    /// </summary>
    /// <returns>Fails with a <see cref="HubUnavailableException"/> once the hub stops.</returns>
    public Task NextChangeOf(string instance)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return Task.FromException(Stopped());
            }

            var (source, waiters) = _waiting.TryGetValue(instance, out var there)
                ? there
                : (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
            _waiting[instance] = (source, waiters + 1);
            return source.Task;
        }
    }

    /// <param name="change">What <see cref="NextChangeOf"/> gave.</param>
    public void Leave(string instance, Task change)
    {
        lock (_lock)
        {
            // Those who wait for a later change have a task of their own.
            if (!_waiting.TryGetValue(instance, out var there) || there.Source.Task != change)
            {
                return;
            }

            if (there.Waiters == 1)
            {
                _waiting.Remove(instance);
            }
            else
            {
                _waiting[instance] = there with { Waiters = there.Waiters - 1 };
            }
        }
    }

    public void Changed(string instance)
    {
        (TaskCompletionSource Source, int Waiters) there;
        lock (_lock)
        {
            if (!_waiting.Remove(instance, out there))
            {
                return;
            }
        }

        there.Source.SetResult();
    }

    /// <summary>The hub stops: nobody waits any longer for what will not come.</summary>
    public void Close()
    {
        List<TaskCompletionSource> sources;
        lock (_lock)
        {
            _closed = true;
            sources = [.. _waiting.Values.Select(there => there.Source)];
            _waiting.Clear();
        }

        sources.ForEach(static (source) => source.SetException(Stopped()));
    }

    private static HubUnavailableException Stopped() => new("The host has stopped: its orchestrations do not go on here.");
}

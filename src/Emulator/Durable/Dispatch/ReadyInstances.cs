using System.Threading.Channels;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>
/// The instances that have something in their inbox. One that is in somebody's hands is given to nobody else, and comes
/// again if something arrived meanwhile. Holds ids only, no more than there are instances in the store.
/// </summary>
internal sealed class ReadyInstances
{
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>();
    private readonly Dictionary<string, Stand> _stands = [];
    private readonly Lock _lock = new();

    private enum Stand
    {
        Queued,
        Taken,
        TakenWithMore,
    }

    public void Add(string instance)
    {
        lock (_lock)
        {
            if (!_stands.TryGetValue(instance, out var stand))
            {
                _stands.Add(instance, Stand.Queued);
                _queue.Writer.TryWrite(instance);
            }
            else if (stand == Stand.Taken)
            {
                _stands[instance] = Stand.TakenWithMore;
            }
        }
    }

    public async ValueTask<string> TakeAsync(CancellationToken cancellationToken)
    {
        var instance = await _queue.Reader.ReadAsync(cancellationToken);
        lock (_lock)
        {
            _stands[instance] = Stand.Taken;
        }

        return instance;
    }

    /// <param name="again">Whether there is more to do, as far as its holder knows.</param>
    public void Release(string instance, bool again)
    {
        lock (_lock)
        {
            if (again || _stands[instance] == Stand.TakenWithMore)
            {
                _stands[instance] = Stand.Queued;
                _queue.Writer.TryWrite(instance);
            }
            else
            {
                _stands.Remove(instance);
            }
        }
    }
}

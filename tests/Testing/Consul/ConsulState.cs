namespace ToskaMesh.Testing.Consul;

/// <summary>What a Consul knows: instances with their checks, and an index that rises with each change, also of one service alone.</summary>
internal sealed class ConsulState(TimeProvider time)
{
    private readonly SortedDictionary<(string Node, string Id), ConsulInstance> _instances = [];
    private readonly Dictionary<string, ulong> _serviceIndexes = [];
    private TaskCompletionSource _changed = NewSignal();

    public Lock Gate { get; } = new();

    public ulong Index { get; private set; } = 10;

    /// <summary>Completes with the next change.</summary>
    public Task Changed => _changed.Task;

    public IEnumerable<ConsulInstance> Instances => _instances.Values;

    public ulong IndexOf(string service) => _serviceIndexes.GetValueOrDefault(service, Index);

    public void Put(ConsulInstance instance)
    {
        _instances[(instance.Node, instance.Id)] = instance;
        Touch(instance.Service);
    }

    public bool Remove(string node, string id)
    {
        if (!_instances.Remove((node, id), out var instance))
        {
            return false;
        }

        Touch(instance.Service);
        return true;
    }

    /// <summary>What a server that lost its data does: it begins to count again.</summary>
    public void ResetIndex()
    {
        Index = 1;
        _serviceIndexes.Clear();
        Signal();
    }

    /// <summary>Lets TTL checks run out, and takes away what was critical for too long.</summary>
    public void LetTimePass()
    {
        var now = time.GetUtcNow();
        foreach (var instance in _instances.Values.ToList())
        {
            var checks = instance.Checks.Select(check => Expire(check, now)).ToList();
            if (checks.Any(check => check is { Status: "critical", DeregisterAfter: { } after } && now - check.Since >= after))
            {
                Remove(instance.Node, instance.Id);
            }
            else if (!checks.SequenceEqual(instance.Checks))
            {
                Put(instance with { Checks = checks });
            }
        }
    }

    private static ConsulCheck Expire(ConsulCheck check, DateTimeOffset now) =>
        check is { Ttl: { } ttl, Status: not "critical" } && now - check.Since >= ttl
            ? check with { Status = "critical", Output = "TTL expired", Since = now }
            : check;

    private void Touch(string service)
    {
        _serviceIndexes[service] = ++Index;
        Signal();
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using System.Reflection;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Registry;

/// <summary>A store that counts what it is asked, and lets a test hold a question up or fail it. Public because the proxy derives from it.</summary>
public class ScriptedRegistry : DispatchProxy
{
    private IServiceRegistry _store = null!;
    private int _asked;

    /// <summary>Runs before each question of this name is passed on.</summary>
    public Dictionary<string, Func<Task>> Before { get; } = [];

    /// <summary>Reads of lists and of instances.</summary>
    public int Asked => _asked;

    public static (IServiceRegistry Registry, ScriptedRegistry Script) Of(IServiceRegistry store)
    {
        var registry = Create<IServiceRegistry, ScriptedRegistry>();
        var script = (ScriptedRegistry)registry;
        script._store = store;
        return (registry, script);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (method.Name is not (nameof(IServiceRegistry.ListInstancesAsync) or nameof(IServiceRegistry.FindAsync)))
        {
            return method.Invoke(_store, args);
        }

        Interlocked.Increment(ref _asked);
        return method.Name == nameof(IServiceRegistry.FindAsync)
            ? AskAsync<ServiceInstance?>(method, args)
            : AskAsync<Page<ServiceInstance>>(method, args);
    }

    // The store answers first: what a reader is handed late is what stood when it asked.
    private async Task<T> AskAsync<T>(MethodInfo method, object?[]? args)
    {
        var answer = await (Task<T>)method.Invoke(_store, args)!;
        if (Before.TryGetValue(method.Name, out var before))
        {
            await before();
        }

        return answer;
    }
}

using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>Makes function classes from the scope of the invocation.</summary>
internal sealed class ScopedActivator : IFunctionActivator
{
    private readonly ConcurrentDictionary<Type, ObjectFactory> _factories = new();

    public object? CreateInstance(Type instanceType, FunctionContext context)
    {
        var factory = _factories.GetOrAdd(instanceType, static (t) => ActivatorUtilities.CreateFactory(t, Type.EmptyTypes));
        return factory(context.InstanceServices, null);
    }
}

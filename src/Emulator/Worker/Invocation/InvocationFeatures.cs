using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>Few features an invocation, so a list beats a dictionary.</summary>
internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly List<KeyValuePair<Type, object>> _features = new(4);

    public void Set<T>(T instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var feature = KeyValuePair.Create(typeof(T), (object)instance);
        var index = _features.FindIndex(static (f) => f.Key == typeof(T));
        if (index < 0)
        {
            _features.Add(feature);
        }
        else
        {
            _features[index] = feature;
        }
    }

    public T? Get<T>()
    {
        foreach (var (type, feature) in _features)
        {
            if (type == typeof(T))
            {
                return (T)feature;
            }
        }

        return default;
    }

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

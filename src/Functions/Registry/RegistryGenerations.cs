using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>
/// Numbers that are part of the keys of cached reads. A write raises them when it is committed, so what was cached before,
/// and what is being read for the cache at that moment, is not found any more. A fixed number of them serves any number
/// of services and instances: two that share one lose a cached read now and then.
/// </summary>
internal sealed class RegistryGenerations
{
    private readonly long[] _some = new long[1024];
    private long _all;

    public string Of(ServiceName service) => Of(service.Value);

    public string Of(InstanceId instance) => Of(instance.Value);

    public string OfAll() => $"{Interlocked.Read(ref _all)}";

    /// <summary>A lease was renewed: only the instance and its service's list show it.</summary>
    public void Renewed(ServiceInstance instance)
    {
        Interlocked.Increment(ref Stripe(instance.ServiceId.Value));
        Interlocked.Increment(ref Stripe(instance.ServiceName.Value));
    }

    /// <summary>Anything may be different now.</summary>
    public void Changed() => Interlocked.Increment(ref _all);

    private string Of(string name) => $"{Interlocked.Read(ref _all)}.{Interlocked.Read(ref Stripe(name))}";

    private ref long Stripe(string name) => ref _some[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)_some.Length];
}

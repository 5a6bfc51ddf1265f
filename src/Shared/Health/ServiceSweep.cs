using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>What time alone does to one service.</summary>
/// <param name="Service">As it is to be stored.</param>
/// <param name="ServiceChanged">Its protection began or ended.</param>
/// <param name="Instances">All that remain, with expiries in their status.</param>
/// <param name="Expired">Those whose lease ran out: each needs a new revision and an event.</param>
/// <param name="Removals">Those that were critical for longer than they allow.</param>
public sealed record ServiceSweep(
    RegisteredService Service,
    bool ServiceChanged,
    IReadOnlyList<ServiceInstance> Instances,
    IReadOnlyList<InstanceTransition> Expired,
    IReadOnlyList<Removal> Removals)
{
    public bool IsEmpty => !ServiceChanged && Expired.Count == 0 && Removals.Count == 0;
}

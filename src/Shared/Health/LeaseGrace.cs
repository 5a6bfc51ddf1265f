using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>What holds expiry back at a moment, because the control plane was away; by default nothing.</summary>
/// <param name="IsForAll">It slept (<see cref="GraceRules"/>): nothing expires, nor is deregistered.</param>
/// <param name="Absence">The last one: what it spares does not expire.</param>
public readonly record struct LeaseGrace(bool IsForAll, Absence? Absence)
{
    /// <summary>That of a control plane that just slept.</summary>
    public static LeaseGrace ForAll { get; } = new(true, null);

    public bool Spares(ServiceInstance instance, DateTimeOffset now) => IsForAll || Absence is { } absence && absence.Spares(instance, now);
}

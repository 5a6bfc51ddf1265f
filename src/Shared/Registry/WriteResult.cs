using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Registry;

/// <summary>The outcome of a write to one instance.</summary>
/// <param name="Instance">What stands in the registry after it (for a deregistration: what stood there).</param>
/// <param name="Changed">False when only the lease was renewed: there is no new revision and no event.</param>
public sealed record WriteResult(WriteOutcome Outcome, ServiceInstance? Instance = null, bool Changed = false)
{
    public static WriteResult NotFound { get; } = new(WriteOutcome.NotFound);

    public static WriteResult Forbidden { get; } = new(WriteOutcome.Forbidden);

    public static WriteResult Imported(ServiceInstance instance) => new(WriteOutcome.Imported, instance);

    [MemberNotNullWhen(true, nameof(Instance))]
    public bool Succeeded => Outcome is WriteOutcome.Done;
}

using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Registry;

/// <param name="Instance">What stands in the registry now, on success.</param>
/// <param name="Holder">Who has the id or the address, on a conflict.</param>
/// <param name="Changed">False when only the lease was renewed: there is no new revision and no event.</param>
public sealed record RegistrationResult(
    RegistrationOutcome Outcome, ServiceInstance? Instance, ServiceInstance? Holder = null, bool Changed = false)
{
    /// <summary>Which of the routing's fields the caller may not loosen, when that is why it was refused.</summary>
    public IReadOnlyList<string> Loosened { get; init; } = [];

    [MemberNotNullWhen(true, nameof(Instance))]
    public bool Succeeded => Outcome is RegistrationOutcome.Created or RegistrationOutcome.Updated or RegistrationOutcome.Renewed;
}

using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Registry;

/// <param name="Instance">What stands in the registry now, on success.</param>
/// <param name="Holder">Who has the id or the address, on a conflict.</param>
public sealed record RegistrationResult(RegistrationOutcome Outcome, ServiceInstance? Instance, ServiceInstance? Holder = null)
{
    [MemberNotNullWhen(true, nameof(Instance))]
    public bool Succeeded => Outcome is RegistrationOutcome.Created or RegistrationOutcome.Updated or RegistrationOutcome.Renewed;
}

namespace ToskaMesh.Shared.Registry;

/// <summary>What a registration does to the registry: all of it is stored in one transaction, or none.</summary>
public sealed record RegistrationDecision(RegistrationOutcome Outcome)
{
    /// <summary>To be stored on success, with a new revision if <see cref="Changed"/>; null otherwise.</summary>
    public ServiceInstance? Instance { get; init; }

    /// <summary>False when only the lease was renewed: no new revision and no event.</summary>
    public bool Changed { get; init; }

    /// <summary>To be stored because it is new or changed; null leaves what is there.</summary>
    public RegisteredService? Service { get; init; }

    /// <summary>Who makes room: at most one for the id and one for the address. Also an imported instance that is refused at its new address.</summary>
    public IReadOnlyList<Removal> Removals { get; init; } = [];

    /// <summary>Which of the routing's fields the caller may not loosen, when that is why it was refused.</summary>
    public IReadOnlyList<string> Loosened { get; init; } = [];

    /// <summary>Who has the id or the address, on a conflict.</summary>
    public ServiceInstance? Holder { get; init; }
}

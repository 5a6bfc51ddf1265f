using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// Decides what an imported instance does. Pure, as <see cref="RegistrationRules"/>. The mesh store is the authority: an
/// import never takes an id, or the address of a live instance, from somebody who registered here.
/// </summary>
public static class ImportRules
{
    /// <param name="existing">The instance with the same id, of whatever service and source.</param>
    /// <param name="holder">Another instance with the same address and port.</param>
    /// <param name="service">The service that it belongs to, if that is known.</param>
    public static RegistrationDecision Decide(
        ImportedInstance imported,
        string source,
        ServiceInstance? existing,
        ServiceInstance? holder,
        RegisteredService? service,
        DateTimeOffset now,
        LeaseGrace grace)
    {
        if (existing is not null && existing.Source != source)
        {
            return new RegistrationDecision(RegistrationOutcome.IdHeld) { Holder = existing };
        }

        if (holder is not null && !GivesWay(holder, imported, now, grace))
        {
            // Where it was before it is no more, whoever may be there now.
            var moved = existing is not null && !IsAt(existing, imported);
            return new RegistrationDecision(RegistrationOutcome.AddressHeld)
            {
                Holder = holder,
                Removals = moved ? [new Removal(existing!, DeregistrationReason.Unlisted)] : [],
            };
        }

        var own = existing?.ServiceName == imported.Registration.ServiceName ? existing : null;
        var after = HealthTransitions.Import(Describe(imported, source, own, now), imported.Health, now);
        var routed = service ?? RoutingRules.Route(imported.Registration, null);
        return new RegistrationDecision(OutcomeOf(own, after))
        {
            Instance = after,
            Changed = own is null || !ReferenceEquals(own, after),
            Service = service is null ? routed : null,
            Removals = [.. MakeRoom(own is null ? existing : null, holder)],
        };
    }

    public static Removal? Depart(ServiceInstance? existing, string source, DateTimeOffset now) =>
        existing?.Source == source && existing is not null
            ? new Removal(existing with { LastUpdated = now }, DeregistrationReason.Unlisted)
            : null;

    /// <summary>Whether an import of this would leave the instance as it is.</summary>
    public static bool IsSame(ServiceInstance existing, ImportedInstance imported) =>
        existing.ServiceName == imported.Registration.ServiceName
        && existing.Fingerprint == imported.Registration.Fingerprint
        && existing.Status == imported.Health.Status;

    private static bool IsAt(ServiceInstance existing, ImportedInstance imported) =>
        existing.Address == imported.Registration.Address && existing.Port == imported.Registration.Port;

    // Of two that are both dead, the one that is there stays: otherwise they would change places for ever.
    private static bool GivesWay(ServiceInstance holder, ImportedInstance imported, DateTimeOffset now, LeaseGrace grace) =>
        imported.Health.Status is not HealthStatus.Unhealthy && RegistrationRules.IsCritical(holder, now, grace);

    private static ServiceInstance Describe(ImportedInstance imported, string source, ServiceInstance? own, DateTimeOffset now)
    {
        if (own is not null && own.Fingerprint == imported.Registration.Fingerprint)
        {
            return own;
        }

        var described = RegistrationRules.Begin(imported.Registration, now) with
        {
            Source = source,
            Lease = TimeSpan.Zero,
            ExpiresAt = DateTimeOffset.MaxValue,
        };
        return own is null
            ? described
            : described with
            {
                RegisteredAt = own.RegisteredAt,
                StartedAt = ProcessStarts.AfterChange(own, now),
                Revision = own.Revision,
                Status = own.Status,
                Output = own.Output,
                CriticalSince = own.CriticalSince,
            };
    }

    private static RegistrationOutcome OutcomeOf(ServiceInstance? own, ServiceInstance after) =>
        own is null ? RegistrationOutcome.Created : ReferenceEquals(own, after) ? RegistrationOutcome.Renewed : RegistrationOutcome.Updated;

    private static IEnumerable<Removal> MakeRoom(ServiceInstance? renamed, ServiceInstance? holder)
    {
        if (renamed is not null)
        {
            yield return new Removal(renamed, DeregistrationReason.Unlisted);
        }

        if (holder is not null)
        {
            yield return new Removal(holder, DeregistrationReason.Evicted);
        }
    }
}

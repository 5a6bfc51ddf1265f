using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Shared.Registry;

/// <summary>Decides what a registration does. Pure: the adapters load what it asks for and store what it says.</summary>
public static class RegistrationRules
{
    /// <param name="existing">The instance with the same id, of whatever service.</param>
    /// <param name="holder">Another instance with the same address and port.</param>
    /// <param name="service">The service that the registration names, if it is known.</param>
    /// <param name="grace">Whose leases count although they ran out.</param>
    public static RegistrationDecision Decide(
        Registration registration,
        Caller caller,
        ServiceInstance? existing,
        ServiceInstance? holder,
        RegisteredService? service,
        DateTimeOffset now,
        LeaseGrace grace)
    {
        if (!caller.MayWrite(registration.ServiceName))
        {
            return new RegistrationDecision(RegistrationOutcome.Forbidden);
        }

        if (existing?.Source is not null)
        {
            return new RegistrationDecision(RegistrationOutcome.Imported) { Holder = existing };
        }

        var own = existing?.ServiceName == registration.ServiceName ? existing : null;
        if (own is not null && own.Fingerprint == registration.Fingerprint)
        {
            return Renew(own, now);
        }

        var routed = RoutingRules.Route(registration, service);
        if (!caller.Has(Scope.OpenRoutes) && RoutingRules.Loosened(routed, service).ToList() is { Count: > 0 } loosened)
        {
            return new RegistrationDecision(RegistrationOutcome.AccessForbidden) { Loosened = loosened };
        }

        var stranger = own is null ? existing : null;
        return Conflict(registration, stranger, holder, now, grace) ?? new RegistrationDecision(
            own is null ? RegistrationOutcome.Created : RegistrationOutcome.Updated)
        {
            Instance = own is null ? Begin(registration, now) : Change(own, registration, now),
            Changed = true,
            Service = routed == service ? null : routed,
            Removals = [.. MakeRoom(stranger, holder, now, grace)],
        };
    }

    private static RegistrationDecision Renew(ServiceInstance existing, DateTimeOffset now)
    {
        var renewed = HealthTransitions.RegisterAgain(existing with { StartedAt = ProcessStarts.AfterSame(existing, now) }, now);
        return new RegistrationDecision(RegistrationOutcome.Renewed)
        {
            Instance = renewed,
            Changed = HealthTransitions.Differs(existing, renewed),
        };
    }

    private static RegistrationDecision? Conflict(
        Registration registration, ServiceInstance? stranger, ServiceInstance? holder, DateTimeOffset now, LeaseGrace grace)
    {
        if (stranger is not null && !IsCritical(stranger, now, grace))
        {
            return new RegistrationDecision(RegistrationOutcome.IdHeld) { Holder = stranger };
        }

        var mayReplace = holder is { Source: null } && holder.ServiceName == registration.ServiceName;
        return holder is not null && !mayReplace && !IsCritical(holder, now, grace)
            ? new RegistrationDecision(RegistrationOutcome.AddressHeld) { Holder = holder }
            : null;
    }

    private static IEnumerable<Removal> MakeRoom(ServiceInstance? stranger, ServiceInstance? holder, DateTimeOffset now, LeaseGrace grace)
    {
        if (stranger is not null)
        {
            yield return new Removal(stranger, DeregistrationReason.Evicted);
        }

        if (holder is not null)
        {
            yield return new Removal(
                holder,
                IsCritical(holder, now, grace) ? DeregistrationReason.Evicted : DeregistrationReason.Replaced);
        }
    }

    // One in maintenance is there, and keeps its place for as long as it is heard of.
    internal static bool IsCritical(ServiceInstance instance, DateTimeOffset now, LeaseGrace grace) => instance.Maintenance is null
        ? HealthTransitions.Effective(instance, now, grace) is HealthStatus.Unhealthy
        : HealthTransitions.HasExpired(instance, now, grace);

    internal static ServiceInstance Begin(Registration registration, DateTimeOffset now) => new()
    {
        ServiceName = registration.ServiceName,
        ServiceId = registration.ServiceId,
        Address = registration.Address,
        Port = registration.Port,
        Scheme = registration.Scheme,
        Tags = registration.Tags,
        Metadata = registration.Metadata,
        Weight = registration.Weight,
        Zone = registration.Zone,
        Version = registration.Version,
        Lease = registration.Lease,
        ExpiresAt = now + registration.Lease,
        HealthCheck = registration.HealthCheck,
        RegisteredAt = now,
        StartedAt = now,
        LastUpdated = now,
        Fingerprint = registration.Fingerprint,
    };

    // What is known of the health still holds while the same thing is checked in the same way.
    private static ServiceInstance Change(ServiceInstance existing, Registration registration, DateTimeOffset now)
    {
        var changed = Begin(registration, now) with
        {
            RegisteredAt = existing.RegisteredAt,
            StartedAt = ProcessStarts.AfterChange(existing, now),
            Revision = existing.Revision,
            Maintenance = existing.Maintenance,
        };
        var isSameTarget = existing.Address == changed.Address && existing.Port == changed.Port
            && existing.Scheme == changed.Scheme && existing.HealthCheck == changed.HealthCheck;
        return isSameTarget
            ? HealthTransitions.RegisterAgain(
                changed with
                {
                    Status = existing.Status,
                    ReportedStatus = existing.ReportedStatus,
                    ReportedOutput = existing.ReportedOutput,
                    Probe = existing.Probe,
                    Output = existing.Output,
                    CriticalSince = existing.CriticalSince,
                    LastHealthCheck = existing.LastHealthCheck,
                },
                now)
            : HealthTransitions.Maintain(changed, changed.Maintenance, now);
    }
}

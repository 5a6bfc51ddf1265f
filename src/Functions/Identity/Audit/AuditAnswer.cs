using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Functions.Identity.Audit;

/// <summary>A record of the audit, as an Admin reads it.</summary>
public sealed record AuditAnswer
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Action { get; init; }

    public required bool Succeeded { get; init; }

    public string? Actor { get; init; }

    public required string Target { get; init; }

    public string? ClientNetwork { get; init; }

    public string? CorrelationId { get; init; }

    public string? Detail { get; init; }

    internal static AuditAnswer From(SecurityEvent happened) => new()
    {
        Id = happened.Id.ToString(),
        At = happened.At,
        Action = happened.Action,
        Succeeded = happened.Succeeded,
        Actor = happened.Actor,
        Target = happened.Target,
        ClientNetwork = happened.ClientNetwork,
        CorrelationId = happened.CorrelationId,
        Detail = happened.Detail,
    };
}

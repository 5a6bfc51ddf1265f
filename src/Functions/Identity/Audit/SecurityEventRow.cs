using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Functions.Identity.Audit;

/// <summary><see cref="SecurityEvent"/> as it is stored.</summary>
internal sealed class SecurityEventRow
{
    public required Guid Id { get; init; }

    /// <summary>Text that sorts as time does, and by id within a moment: providers order UUIDs differently.</summary>
    public required string Position { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Action { get; init; }

    public required bool Succeeded { get; init; }

    public string? Actor { get; init; }

    public required string Target { get; init; }

    public string? ClientNetwork { get; init; }

    public string? CorrelationId { get; init; }

    public string? Detail { get; init; }

    public static SecurityEventRow From(SecurityEvent happened) => new()
    {
        Id = happened.Id,
        Position = $"{happened.At.UtcTicks:D19}-{happened.Id:n}",
        At = happened.At,
        Action = happened.Action,
        Succeeded = happened.Succeeded,
        Actor = happened.Actor,
        Target = happened.Target,
        ClientNetwork = happened.ClientNetwork,
        CorrelationId = happened.CorrelationId,
        Detail = happened.Detail,
    };

    public SecurityEvent ToEvent() => new()
    {
        Id = Id,
        At = At,
        Action = Action,
        Succeeded = Succeeded,
        Actor = Actor,
        Target = Target,
        ClientNetwork = ClientNetwork,
        CorrelationId = CorrelationId,
        Detail = Detail,
    };
}

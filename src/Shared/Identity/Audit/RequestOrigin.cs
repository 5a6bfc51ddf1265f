namespace ToskaMesh.Shared.Identity.Audit;

/// <summary>Where a change comes from, for its record in the audit.</summary>
/// <param name="Actor">Who asks: the id of a user, a key or a client; null when nobody known does.</param>
/// <param name="ClientNetwork">See <see cref="SecurityEvent.ClientNetwork"/>.</param>
public sealed record RequestOrigin(string? Actor = null, string? ClientNetwork = null, string? CorrelationId = null)
{
    /// <summary>Nobody's request: what time or a setting brought about.</summary>
    public static RequestOrigin None { get; } = new();

    /// <summary>The record of something that came from here.</summary>
    public SecurityEvent Event(DateTimeOffset now, string action, string target, string? detail = null, bool succeeded = true) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        Action = action,
        Succeeded = succeeded,
        Actor = Actor,
        Target = target,
        ClientNetwork = ClientNetwork,
        CorrelationId = CorrelationId,
        Detail = detail,
    };
}

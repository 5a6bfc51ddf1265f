using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>What the audit is told of a step.</summary>
public static class RotationAudit
{
    /// <summary>Of one that time brought about, so nobody is named.</summary>
    /// <param name="made">The key that was made in the step, if one was.</param>
    public static IEnumerable<SecurityEvent> Of(RotationStep step, SigningKey? made, DateTimeOffset now) =>
        Of(step, made, RequestOrigin.None, made?.State is SigningKeyState.Signing ? "the first one; it signs at once" : null, now);

    /// <summary>Of one that somebody asked for.</summary>
    /// <inheritdoc cref="Of(RotationStep, SigningKey?, DateTimeOffset)"/>
    public static IEnumerable<SecurityEvent> Of(
        RotationStep step, SigningKey? made, SigningKeyReplacement order, RequestOrigin origin, DateTimeOffset now)
    {
        var detail = order.Notes is { Length: > 0 } notes ? $"out of turn: {notes}" : "out of turn";
        var revoked = order.Revoke ? step.Gone.Select(id => origin.Event(now, SecurityActions.SigningKeyRevoked, id, detail)) : [];
        return revoked.Concat(Of(step, made, origin, detail, now));
    }

    private static IEnumerable<SecurityEvent> Of(RotationStep step, SigningKey? made, RequestOrigin origin, string? detail, DateTimeOffset now)
    {
        if (made is not null)
        {
            yield return origin.Event(now, SecurityActions.SigningKeyAnnounced, made.Id, detail);
        }

        foreach (var key in step.Changed.Where(key => key.State is SigningKeyState.Retiring))
        {
            yield return origin.Event(now, SecurityActions.SigningKeyRetired, key.Id, detail);
        }
    }
}

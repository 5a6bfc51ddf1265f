using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>What the audit is told of a step: time did it, so nobody is named.</summary>
public static class RotationAudit
{
    /// <param name="made">The key that was made in the step, if one was.</param>
    public static IEnumerable<SecurityEvent> Of(RotationStep step, SigningKey? made, DateTimeOffset now)
    {
        if (made is not null)
        {
            yield return Event(SecurityActions.SigningKeyAnnounced, made, now, made.State is SigningKeyState.Signing ? "the first one; it signs at once" : null);
        }

        foreach (var key in step.Changed.Where(key => key.State is SigningKeyState.Retiring))
        {
            yield return Event(SecurityActions.SigningKeyRetired, key, now, null);
        }
    }

    private static SecurityEvent Event(string action, SigningKey key, DateTimeOffset now, string? detail) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        Action = action,
        Succeeded = true,
        Target = key.Id,
        Detail = detail,
    };
}

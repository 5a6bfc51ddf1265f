namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>What a refresh token is worth. Pure: adapters load, apply and store.</summary>
public static class RefreshRules
{
    public static RefreshDecision Decide(in RefreshFacts facts, DateTimeOffset now)
    {
        // Another client's word about a token must not end a session, either.
        if (facts.SessionEnded || !facts.IsClients || !facts.UserIsActive || now >= facts.TokenExpiresAt)
        {
            return RefreshDecision.Refuse;
        }

        if (facts.SpentAt is not { } spent)
        {
            return RefreshDecision.Rotate;
        }

        return now < spent + SessionLimits.Leeway ? RefreshDecision.Repeat : RefreshDecision.EndSession;
    }

    /// <summary>When a token that is given out now can be used no more.</summary>
    public static DateTimeOffset ExpiryOf(DateTimeOffset sessionStart, SessionLimits limits, DateTimeOffset now)
    {
        var (idle, absolute) = (now + limits.Idle, sessionStart + limits.Absolute);
        return idle < absolute ? idle : absolute;
    }
}

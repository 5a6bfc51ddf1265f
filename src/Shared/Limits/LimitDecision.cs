namespace ToskaMesh.Shared.Limits;

/// <summary>Whether permits were had, and how the limit stands.</summary>
/// <param name="Remaining">How many more could be had now.</param>
/// <param name="RetryAfter">When the same request would be allowed, if nobody else asks; zero when it was.</param>
/// <param name="ResetAfter">When all permits would be there again.</param>
public readonly record struct LimitDecision(bool Allowed, long Remaining, TimeSpan RetryAfter, TimeSpan ResetAfter);

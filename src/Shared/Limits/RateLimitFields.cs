using System.Globalization;

namespace ToskaMesh.Shared.Limits;

/// <summary>How an HTTP answer tells of a limit: <c>Retry-After</c> (RFC 9110), and the fields of draft-ietf-httpapi-ratelimit-headers-10.</summary>
public static class RateLimitFields
{
    public const string PolicyName = "RateLimit-Policy";

    public const string StateName = "RateLimit";

    /// <summary>What applies: quota and window.</summary>
    /// <param name="policy">A token without quotes.</param>
    public static string Policy(string policy, RateLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={limit.Permits};w={Seconds(limit.Window)}");

    /// <summary>What is left, and when all is there again.</summary>
    public static string State(string policy, LimitDecision decision) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={decision.Remaining};t={Seconds(decision.ResetAfter)}");

    /// <summary>Whole seconds, never early.</summary>
    public static string RetryAfter(LimitDecision decision) =>
        Math.Max(1, Seconds(decision.RetryAfter)).ToString(CultureInfo.InvariantCulture);

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}

using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Limits;

/// <summary>Which limit counts for a request.</summary>
internal static class RateLimitRules
{
    /// <summary>Not for health: whoever exhausted its limit would have the app restarted.</summary>
    public static bool IsLimited(HttpFunction function) => !function.Route.Text.StartsWith("health", StringComparison.Ordinal);

    /// <summary>The limit's name, and the limit; null where there is none.</summary>
    public static (string Name, RateLimit? Limit) Choose(RateLimitOptions options, Caller? caller, string method) => (caller, method) switch
    {
        (null, _) => ("anonymous", options.Limit(options.Anonymous)),
        (_, "GET" or "HEAD") => ("reads", options.Limit(options.Reads)),
        _ => ("writes", options.Limit(options.Writes)),
    };
}

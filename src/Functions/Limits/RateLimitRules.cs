using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Limits;

/// <summary>Which limit counts for a request.</summary>
internal static class RateLimitRules
{
    /// <summary>Not for health: whoever exhausted its limit would have the app restarted.</summary>
    public static bool IsLimited(HttpFunction function) => !function.Route.Text.StartsWith("health", StringComparison.Ordinal);

    /// <summary>Whose count it is. The ids of keys, people and services are given out apart from each other, and may be the same.</summary>
    public static string NameOf(Caller caller) => caller.Kind switch
    {
        CallerKind.User => $"user:{caller.Subject}",
        CallerKind.Client => $"identity:{caller.Subject}",
        _ => $"key:{caller.Subject}",
    };

    /// <summary>The limit's name, and the limit; null where there is none.</summary>
    public static (string Name, RateLimit? Limit) Choose(RateLimitOptions options, Caller? caller, string method) => (caller, method) switch
    {
        (null, _) => ("anonymous", options.Limit(options.Anonymous)),
        ({ Kind: CallerKind.User }, _) => ("users", options.Limit(options.Users)),
        (_, "GET" or "HEAD") => ("reads", options.Limit(options.Reads)),
        _ => ("writes", options.Limit(options.Writes)),
    };
}

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
    /// <param name="caller">Null for anonymous callers.</param>
    /// <param name="network">Of the client; null where it is not known.</param>
    /// <returns>
    /// Null for anonymous callers of unknown address: one count for all of them would let any of them shut out the others,
    /// logins and token requests among them. What they can try is bounded by account instead.
    /// </returns>
    public static string? NameOf(Caller? caller, string? network) => caller switch
    {
        null => network is null ? null : $"client:{network}",
        { Kind: CallerKind.User } => $"user:{caller.Subject}",
        { Kind: CallerKind.Client } => $"identity:{caller.Subject}",
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

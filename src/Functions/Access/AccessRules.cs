using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

internal static class AccessRules
{
    /// <param name="caller">Null when nobody was authenticated.</param>
    public static AccessDecision Decide(AccessLevel level, Caller? caller) => (level, caller) switch
    {
        (AccessLevel.Anonymous, _) => AccessDecision.Allow,
        (_, null) => AccessDecision.Challenge,
        (AccessLevel.Authenticated, _) => AccessDecision.Allow,
        (AccessLevel.Admin, { Role: Role.Admin }) => AccessDecision.Allow,
        (AccessLevel.Gateway, { Role: Role.Gateway or Role.Admin }) => AccessDecision.Allow,
        (AccessLevel.User, { Kind: CallerKind.User }) => AccessDecision.Allow,
        _ => AccessDecision.Forbid,
    };
}

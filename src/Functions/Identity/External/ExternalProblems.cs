using System.Net;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity.External;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>The refusals of external sign-ins on the wire.</summary>
internal static class ExternalProblems
{
    public static Problem UnknownProvider { get; } =
        Problems.InvalidBody([new ValidationError("/provider", "is no provider that this mesh has")]);

    public static Problem LinkRefused { get; } = Problem.Of(
        HttpStatusCode.Conflict, "external-token-invalid", "The ID token is not valid for this; nothing was changed.", "Its nonce is taken once: ask for another, and sign in at the provider again.");

    private static readonly Problem Refused = Problem.Of(
        HttpStatusCode.Unauthorized, "external-token-invalid", "The ID token is not valid for a sign-in here.", "Its nonce is taken once: ask for another, and sign in at the provider again.");

    // Whether there is an account with the address is not told: at some providers people choose their address.
    private static readonly Problem NotLinked = Problem.Of(
        HttpStatusCode.Conflict, "no-linked-account", "No account here is linked to that identity.", "Sign in to your account, or register, then link it with POST /api/Auth/external/link.");

    private static readonly Problem Taken = Problem.Of(
        HttpStatusCode.Conflict, "external-identity-taken", "The account was not linked.", "The identity is linked already, or the account has as many as it may.");

    public static Problem Describe(ExternalOutcome outcome) => outcome switch
    {
        ExternalOutcome.UnknownProvider => UnknownProvider,
        ExternalOutcome.AccountExists or ExternalOutcome.NoAccount => NotLinked,
        ExternalOutcome.NotLinked => Taken,
        _ => Refused,
    };
}

using System.Net;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity.Accounts;
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

    public static Problem LastWayIn { get; } = Problem.Of(
        HttpStatusCode.Conflict, "last-way-in", "Nobody could sign in to the account any more; nothing was changed.", "Choose a password first: POST /api/Auth/password/reset.");

    private static readonly Problem NotRecent = Problem.Of(
        HttpStatusCode.Forbidden,
        "sign-in-not-recent",
        "The account has no password, and this session is too old to stand for one; nothing was changed.",
        $"Sign in again, and link within {ExternalLinks.Recent.TotalMinutes:0} minutes.");

    private static readonly Problem Refused = Problem.Of(
        HttpStatusCode.Unauthorized, "external-token-invalid", "The ID token is not valid for a sign-in here.", "Its nonce is taken once: ask for another, and sign in at the provider again.");

    // Whether there is an account with the address is not told: at some providers people choose their address.
    private static readonly Problem NotLinked = Problem.Of(
        HttpStatusCode.Conflict, "no-linked-account", "No account here is linked to that identity.", "Sign in to your account, or register, then link it with POST /api/Auth/external/link.");

    private static readonly Problem Taken = Problem.Of(
        HttpStatusCode.Conflict, "external-identity-taken", "The account was not linked.", "The identity is linked already, or the account has as many as it may.");

    public static Problem NoSuchLink(string provider) => Problem.Of(
        HttpStatusCode.NotFound, "unknown-link", "Your account is not linked to that provider.", $"'{provider}' is none of yours.");

    public static Problem Describe(ExternalOutcome outcome) => outcome switch
    {
        ExternalOutcome.UnknownProvider => UnknownProvider,
        ExternalOutcome.AccountExists or ExternalOutcome.NoAccount => NotLinked,
        ExternalOutcome.NotLinked => Taken,
        ExternalOutcome.WrongPassword => AccountProblems.WrongPassword,
        ExternalOutcome.NotRecent => NotRecent,
        ExternalOutcome.LastWayIn => LastWayIn,
        _ => Refused,
    };
}

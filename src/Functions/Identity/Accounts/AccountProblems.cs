using System.Net;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>The refusals of accounts on the wire.</summary>
internal static class AccountProblems
{
    /// <summary>Of every login that fails, whatever for.</summary>
    public static Problem LoginRefused { get; } = Problem.Of(
        HttpStatusCode.Unauthorized,
        "login-refused",
        "The e-mail address or the password is wrong, the address is not confirmed, or there were too many attempts.",
        "After too many, try again in a while; a forgotten password is replaced at /api/Auth/password/reset, and the mail to a new address says how it is confirmed.");

    public static Problem RefreshRefused { get; } = Problem.Of(
        HttpStatusCode.Unauthorized, "refresh-refused", "This refresh token cannot be used.", "Sign in again.");

    public static Problem TokenRefused { get; } = Problem.Of(
        HttpStatusCode.BadRequest,
        "token-refused",
        "This token cannot be used; nothing was changed.",
        $"A token is good for one use within {OneTimeToken.Lifetime.TotalMinutes:0} minutes, by whoever it was sent to. Ask for another.");

    /// <summary>Its refresh tokens would need the client's secret, and its tokens say that the client asked.</summary>
    public static Problem ClientOfItsOwn { get; } =
        Problems.InvalidBody([new ValidationError("/clientId", "is a client that has a secret: people sign in by another, or by none")]);

    public static Problem WrongPassword { get; } = Problem.Of(
        HttpStatusCode.Forbidden, "wrong-password", "The present password is wrong, or there were too many attempts; nothing was changed.");

    public static Problem WrongBootstrapSecret { get; } = Problem.Of(
        HttpStatusCode.Forbidden, "wrong-bootstrap-secret", "The bootstrap secret is wrong, or was used before; nobody was registered.");

    public static Problem AddressTaken { get; } = Problem.Of(
        HttpStatusCode.Conflict, "address-taken", "Another account has this e-mail address; nothing was changed.");

    public static Problem LastAdmin { get; } = Problem.Of(
        HttpStatusCode.Conflict,
        "last-admin",
        "Nobody could manage users any more; nothing was changed.",
        "Give another active user the role Admin first.");

    public static Problem UserChanged { get; } = Problem.Of(
        HttpStatusCode.PreconditionFailed, "user-changed", "The user was changed meanwhile; nothing was changed now.", "Read them again, and send the new ETag.");

    public static Problem UnknownUser(string id) => Problem.Of(HttpStatusCode.NotFound, "unknown-user", "There is no such user.", $"'{id}' never was, or was deleted.");

    public static Problem UnknownSession(string id) => Problem.Of(HttpStatusCode.NotFound, "unknown-session", "You have no such session.", $"'{id}' is none of yours, or has ended.");

    public static Problem Of(UserChangeOutcome outcome, string id) => outcome switch
    {
        UserChangeOutcome.LastAdmin => LastAdmin,
        UserChangeOutcome.Taken => AddressTaken,
        UserChangeOutcome.Refused => UserChanged,
        _ => UnknownUser(id),
    };
}

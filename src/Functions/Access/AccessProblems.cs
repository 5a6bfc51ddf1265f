using System.Net;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Access;

internal static class AccessProblems
{
    public static Problem Unauthenticated { get; } = Problem.Of(
        HttpStatusCode.Unauthorized,
        "unauthenticated",
        "A valid API key or access token is needed.",
        $"Send a key in the header {ApiKey.Header}, or a token for '{Audiences.ControlPlane}' as Authorization: Bearer.");

    public static Problem TwoCredentials { get; } = Problem.Of(
        HttpStatusCode.BadRequest, "two-credentials", "There must be one credential; nothing was changed.", $"Send either {ApiKey.Header} or Authorization: Bearer.");

    public static Problem Needed(AccessLevel level) => Forbidden(level switch
    {
        AccessLevel.Gateway => "The role Gateway or Admin is needed.",
        AccessLevel.User => "An access token of a person is needed.",
        _ => "The role Admin is needed.",
    });

    public static Problem Forbidden(string detail, params IReadOnlyList<ProblemError> errors) =>
        Problem.Of(HttpStatusCode.Forbidden, "forbidden", "This caller may not do that; nothing was changed.", detail, errors);
}

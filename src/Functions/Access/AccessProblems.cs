using System.Net;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

internal static class AccessProblems
{
    public static Problem Unauthenticated { get; } = Problem.Of(
        HttpStatusCode.Unauthorized, "unauthenticated", "A valid API key is needed.", $"Send it in the header {ApiKey.Header}.");

    public static Problem Needed(AccessLevel level) =>
        Forbidden(level is AccessLevel.Gateway ? "A key of role Gateway, or an Admin key, is needed." : "An Admin key is needed.");

    public static Problem Forbidden(string detail, params IReadOnlyList<ProblemError> errors) =>
        Problem.Of(HttpStatusCode.Forbidden, "forbidden", "This key may not do that; nothing was changed.", detail, errors);
}

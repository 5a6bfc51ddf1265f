using System.Net;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Identity;

/// <summary>The refusals of keys, clients and sign-ins on the wire.</summary>
internal static class IdentityProblems
{
    public static Problem LastAdminKey { get; } = Problem.Of(
        HttpStatusCode.Conflict,
        "last-admin-key",
        "Nobody could administer the mesh any more; nothing was changed.",
        "Make another key of role admin that does not expire before this one is deleted.");

    public static Problem TooMany(string detail) =>
        Problem.Of(HttpStatusCode.Conflict, "too-many", "There are as many as the mesh keeps; nothing was changed.", detail);

    public static Problem UnknownApiKey(string id) =>
        Problem.Of(HttpStatusCode.NotFound, "unknown-api-key", "There is no such API key.", $"'{id}' never was, has ended, or has its secret in the settings.");

    public static Problem UnknownClient(string id) =>
        Problem.Of(HttpStatusCode.NotFound, "unknown-client", "There is no such client.", $"'{id}' never was, or was deleted.");
}

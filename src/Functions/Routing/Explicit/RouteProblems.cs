using System.Net;
using ToskaMesh.Functions.Configuration;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Functions.Routing.Explicit;

/// <summary>The refusals of explicit routes on the wire.</summary>
internal static class RouteProblems
{
    public static Problem ConditionNeeded { get; } = Problem.Of(
        HttpStatusCode.PreconditionRequired,
        "precondition-required",
        "Say whether the route is new or which version is replaced; nothing was changed.",
        "Send If-None-Match: * to make it, or If-Match with the ETag that was read, or with * to replace whatever is there.");

    public static Problem Unknown(string name) => Problem.Of(
        HttpStatusCode.NotFound, "unknown-route", "There is no such route.", $"'{name}' never was, or was deleted.");

    /// <summary>Of a change that was refused.</summary>
    public static Problem Of(ConfigurationResult result, ConfigurationChange change, string name) => result.Outcome switch
    {
        ConfigurationOutcome.NotFound => Unknown(name),
        ConfigurationOutcome.Exists => Problem.Of(
            HttpStatusCode.PreconditionFailed, "route-exists", "There is such a route already; nothing was changed.", $"'{name}' has version {result.Head?.Version}. PUT with If-Match replaces it."),
        ConfigurationOutcome.TooMany => Problem.Of(
            HttpStatusCode.Conflict, "too-many-routes", "There are as many explicit routes as there may be; nothing was changed.", $"At most {RouteLimits.Routes}."),
        _ => ConfigurationProblems.Of(result, change),
    };
}

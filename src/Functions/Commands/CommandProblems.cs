using System.Net;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Commands;

/// <summary>The refusals of commands on the wire.</summary>
internal static class CommandProblems
{
    public static Problem ScopeNeeded { get; } =
        AccessProblems.Forbidden($"Commanding services needs an Admin key, or one with the scope {Scope.SendCommands}.");

    public static Problem NoInstance(string service) => Problem.Of(
        HttpStatusCode.NotFound, "no-instance", "There is nobody to command.", $"'{service}' has no such instance.");

    public static Problem TooManyInstances(string service) => Problem.Of(
        HttpStatusCode.Conflict, "too-many-instances", "The service has more instances than one command reaches; nothing was sent.", $"'{service}' has more than {CommandLimits.Targets}.");

    public static Problem TooManyOpen(string service) => Problem.Of(
        HttpStatusCode.Conflict, "too-many-commands", "Too many commands of this service are not answered yet; nothing was sent.", $"'{service}' has {CommandLimits.OpenPerService}.");

    public static Problem Unknown(string id) => Problem.Of(
        HttpStatusCode.NotFound, "unknown-command", "There is no such command.", $"'{id}' never was, is not yours, or was too long ago.");

    public static Problem Of(ReplyOutcome outcome, string id) => outcome switch
    {
        ReplyOutcome.Answered => Problem.Of(HttpStatusCode.Conflict, "command-answered", "The command has another answer already.", $"'{id}' keeps its first."),
        ReplyOutcome.Expired => Problem.Of(HttpStatusCode.Conflict, "command-expired", "The answer came too late.", $"The time of '{id}' was over."),
        _ => Unknown(id),
    };
}

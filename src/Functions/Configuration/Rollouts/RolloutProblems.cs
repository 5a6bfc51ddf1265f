using System.Net;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>The refusals of rollouts on the wire.</summary>
internal static class RolloutProblems
{
    public static Problem Unknown(string id) => Problem.Of(
        HttpStatusCode.NotFound, "unknown-rollout", "The configuration has no such rollout.", $"'{id}' never was, or was too long ago.");

    /// <summary>Of one that may not begin.</summary>
    public static Problem Of(RolloutStartResult result, RolloutStart start) => result.Outcome switch
    {
        RolloutStartOutcome.NotFound => ConfigurationProblems.Unknown(start.Key.ToString()),
        RolloutStartOutcome.NoSuchVersion => ConfigurationProblems.UnknownVersion(start.Order.Version),
        RolloutStartOutcome.Holds => Problem.Of(
            HttpStatusCode.Conflict, "version-holds", "The version holds already; nothing was changed.", $"Write a new one with \"activate\": false, and roll that out. {start.Order.Version} is what everybody has."),
        RolloutStartOutcome.LabelsOfARoute => Problems.InvalidBody(
            [new ValidationError("/strategy/labels", "have no meaning for a route, whose share is of requests")]),
        _ => Problem.Of(
            HttpStatusCode.Conflict,
            "rollout-under-way",
            "Another rollout of the configuration is under way; nothing was changed.",
            $"It is {result.Rollout?.Id}. \"supersede\": true takes it back, and begins anew."),
    };

    /// <summary>Of a command that was not obeyed.</summary>
    public static Problem Of(RolloutOrderOutcome outcome, RolloutCommand command, Rollout rollout) => outcome switch
    {
        RolloutOrderOutcome.NotByTheAuthor => Problem.Of(
            HttpStatusCode.Forbidden, "not-by-the-author", "Somebody else must say it; nothing was changed.", $"The rollout asks for the word of another than its author, {rollout.Plan.Author}."),
        RolloutOrderOutcome.OtherStep => Problem.Of(
            HttpStatusCode.Conflict, "other-step", "The rollout is at another step than you mean; nothing was changed.", $"It is at step {rollout.Progress.Step}, {MeshJson.Word(rollout.Progress.Phase)}; its steps are numbered from 0."),
        RolloutOrderOutcome.GateFailed => Problem.Of(
            HttpStatusCode.Conflict, "gate-failed", "The gate fails at this moment, so nothing was approved.", $"The rollout is {MeshJson.Word(rollout.Progress.Phase)} now: {string.Join("; ", rollout.Gate.Reasons.Take(5))}."),
        _ => Problem.Of(
            HttpStatusCode.Conflict, "not-now", "It has no meaning where the rollout stands; nothing was changed.", $"'{MeshJson.Word(command)}' does not go with {MeshJson.Word(rollout.Progress.Phase)}."),
    };
}

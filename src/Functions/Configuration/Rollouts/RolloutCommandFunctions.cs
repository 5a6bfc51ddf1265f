using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>What people tell a rollout. Who said it is in its timeline and on record.</summary>
public sealed class RolloutCommandFunctions(
    IRolloutStore rollouts, AdvanceRollout advance, RolloutFollowUp followUp, IRequestOrigins origins, IAfterCommit afterCommit)
{
    [Function("ApproveRollout")]
    [Access(AccessLevel.Admin)]
    [Operation("Takes a rollout on that waits for it, unless its gate fails at this moment. Where the plan wants another than its author, the author may not.", Body = "rollout-command", Query = ["environment"])]
    [Answers(200, typeof(RolloutAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> Approve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/{name}/rollouts/{id}/approve")] HttpRequestData request,
        string name,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        OrderAsync(request, name, id, RolloutCommand.Approve, context, cancellationToken);

    [Function("PauseRollout")]
    [Access(AccessLevel.Admin)]
    [Operation("Halts a rollout where it is: nobody else gets the version, and the gate goes on.", Body = "rollout-command", Query = ["environment"])]
    [Answers(200, typeof(RolloutAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> Pause(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/{name}/rollouts/{id}/pause")] HttpRequestData request,
        string name,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        OrderAsync(request, name, id, RolloutCommand.Pause, context, cancellationToken);

    [Function("ResumeRollout")]
    [Access(AccessLevel.Admin)]
    [Operation("Takes a paused rollout on. What failed before is forgiven, and the bake of its step begins anew.", Body = "rollout-command", Query = ["environment"])]
    [Answers(200, typeof(RolloutAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> Resume(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/{name}/rollouts/{id}/resume")] HttpRequestData request,
        string name,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        OrderAsync(request, name, id, RolloutCommand.Resume, context, cancellationToken);

    [Function("AbortRollout")]
    [Access(AccessLevel.Admin)]
    [Operation("Ends a rollout: all have the old version again.", Body = "rollout-command", Query = ["environment"])]
    [Answers(200, typeof(RolloutAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> Abort(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/{name}/rollouts/{id}/abort")] HttpRequestData request,
        string name,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        OrderAsync(request, name, id, RolloutCommand.Abort, context, cancellationToken);

    [Function("PromoteRollout")]
    [Access(AccessLevel.Admin)]
    [Operation("Ends a rollout: the version holds for all, at once.", Body = "rollout-command", Query = ["environment"])]
    [Answers(200, typeof(RolloutAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> Promote(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/{name}/rollouts/{id}/promote")] HttpRequestData request,
        string name,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        OrderAsync(request, name, id, RolloutCommand.Promote, context, cancellationToken);

    private async Task<HttpResponseData> OrderAsync(
        HttpRequestData request, string name, string id, RolloutCommand command, FunctionContext context, CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment");
        var key = query.Key(name);
        if (!query.IsValid || key is null)
        {
            return await request.ProblemAsync(query.Problem);
        }

        var body = await request.ReadBodyAsync(cancellationToken);
        if (!body.IsEmpty && !JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = RolloutCommandParser.Parse(body);
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        return await rollouts.FindAsync(key, id, cancellationToken) is { } rollout
            ? await OrderAsync(request, rollout, command, parsed.Value, context, cancellationToken)
            : await request.ProblemAsync(RolloutProblems.Unknown(id));
    }

    private async Task<HttpResponseData> OrderAsync(
        HttpRequestData request, Rollout rollout, RolloutCommand command, RolloutCommandBody said, FunctionContext context, CancellationToken cancellationToken)
    {
        var origin = origins.OriginOf(request);
        var by = new ConfigurationAuthor(context.GetCaller().Subject, origin.ClientNetwork, origin.CorrelationId);
        var (outcome, after) = await advance.OrderAsync(rollout, command, said, by, cancellationToken);
        if (outcome is not RolloutOrderOutcome.Done)
        {
            // A refused approval may have ended or paused it.
            await afterCommit.RunAsync();
            return await request.ProblemAsync(RolloutProblems.Of(outcome, command, after));
        }

        return await request.AnswerAsync(await followUp.RunAsync(after, cancellationToken));
    }
}

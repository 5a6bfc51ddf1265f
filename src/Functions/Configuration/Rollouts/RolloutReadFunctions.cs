using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>How rollouts do, for those who may read configurations.</summary>
public sealed class RolloutReadFunctions(IConfigurationStore configurations, IRolloutStore rollouts, AdvanceRollout advance, TimeProvider time)
{
    [Function("ListRollouts")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The rollouts of a configuration, the newest first, without instances and timeline. Needs the scope configurations:read.", Query = ["environment"], IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<RolloutAnswer>)), Answers(304), Answers(400), Answers(403), Answers(404)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Configurations/{name}/rollouts")] HttpRequestData request,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment", "limit", NextPage.Parameter);
        var (key, page) = (query.Key(name), query.Page());
        if (await RefusalAsync(request, context, query) is { } refusal)
        {
            return refusal;
        }

        if (await configurations.FindHeadAsync(key!, cancellationToken) is not { } head)
        {
            return await request.ProblemAsync(ConfigurationProblems.Unknown(key!.ToString()));
        }

        var found = await rollouts.ListAsync(head.Id, page, cancellationToken);
        IReadOnlyList<RolloutAnswer> answers = await Task.WhenAll(found.Items.Select(rollout => SummaryAsync(rollout, cancellationToken)));
        return await request.ReadAsync(answers, answers, found.Next);
    }

    [Function("GetRollout")]
    [Access(AccessLevel.Authenticated)]
    [Operation("A rollout as it is at this moment: its step, what its gate says and why, and each instance that has the version. Needs the scope configurations:read.", Query = ["environment"])]
    [Answers(200, typeof(RolloutAnswer)), Answers(304), Answers(400), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Configurations/{name}/rollouts/{id}")] HttpRequestData request,
        string name,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment");
        var key = query.Key(name);
        if (await RefusalAsync(request, context, query) is { } refusal)
        {
            return refusal;
        }

        if (await rollouts.FindAsync(key!, id, cancellationToken) is not { } rollout)
        {
            return await request.ProblemAsync(RolloutProblems.Unknown(id));
        }

        var answer = RolloutAnswer.From(rollout, await advance.LookAsync(rollout, cancellationToken), time.GetUtcNow());
        return await request.ReadAsync(answer, answer);
    }

    // What is stored of one that is under way is not of this moment. There is one at most.
    private async Task<RolloutAnswer> SummaryAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        if (rollout.IsOver || await rollouts.FindAsync(rollout.Id, cancellationToken) is not { } whole)
        {
            return RolloutAnswer.Summary(rollout, time.GetUtcNow());
        }

        var answer = RolloutAnswer.From(whole, await advance.LookAsync(whole, cancellationToken), time.GetUtcNow());
        return answer with { Instances = null, Timeline = null };
    }

    private static async Task<HttpResponseData?> RefusalAsync(HttpRequestData request, FunctionContext context, ConfigurationQuery query) =>
        !context.GetCaller().Has(Scope.ReadConfigurations) ? await request.ProblemAsync(ConfigurationProblems.MayNotRead)
        : query.IsValid ? null
        : await request.ProblemAsync(query.Problem);
}

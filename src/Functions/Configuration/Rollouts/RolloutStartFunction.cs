using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Routing.Explicit;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>How a rollout begins: stored with its first share, and then taken on by its orchestration.</summary>
public sealed class RolloutStartFunction(
    IConfigurationStore configurations,
    IRolloutStore rollouts,
    RolloutFollowUp followUp,
    RolloutOrchestrations orchestrations,
    IRequestOrigins origins,
    TimeProvider time)
{
    [Function("StartRollout")]
    [Access(AccessLevel.Admin)]
    [Operation("Brings a version of a configuration to its instances step by step, as long as its gate passes. Location is where it shows how it does.", Body = "rollout", Query = ["environment"])]
    [Answers(201, typeof(RolloutAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415), Answers(422)]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/{name}/rollouts")] HttpRequestData request,
        string name,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment");
        var key = query.Key(name);
        if (!query.IsValid || key is null || !JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(query.IsValid ? Problems.NotJson : query.Problem);
        }

        var caller = context.GetCaller().Subject;
        var parsed = RolloutOrderParser.Parse(await request.ReadBodyAsync(cancellationToken), caller);
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        // A version of a route that this build does not read would serve nobody.
        if (await configurations.FindHeadAsync(key, cancellationToken) is { } head
            && await RouteVersions.RefusalAsync(configurations, head.Id, parsed.Value.Version, cancellationToken) is { } refusal)
        {
            return await request.ProblemAsync(refusal);
        }

        var origin = origins.OriginOf(request);
        var start = new RolloutStart(Guid.CreateVersion7(time.GetUtcNow()), key, parsed.Value)
        {
            By = new ConfigurationAuthor(caller, origin.ClientNetwork, origin.CorrelationId),
        };
        var result = await rollouts.StartAsync(start, cancellationToken);
        return result is { Outcome: RolloutStartOutcome.Started, Rollout: { } begun }
            ? await BeginAsync(request, client, begun, cancellationToken)
            : await request.ProblemAsync(RolloutProblems.Of(result, start));
    }

    private async Task<HttpResponseData> BeginAsync(
        HttpRequestData request, DurableTaskClient client, Rollout begun, CancellationToken cancellationToken)
    {
        var answer = await followUp.RunAsync(begun, cancellationToken);
        await orchestrations.BeginAsync(client, RolloutTarget.Of(begun.Key), cancellationToken);
        var response = await request.AnswerAsync(answer, HttpStatusCode.Created);
        response.Headers.Add("Location", $"/api/Configurations/{begun.Key.Name}/rollouts/{begun.Id}?environment={begun.Key.Environment}");
        return response;
    }
}

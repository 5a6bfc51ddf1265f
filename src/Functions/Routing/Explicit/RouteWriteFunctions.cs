using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Configuration;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Functions.Routing.Explicit;

/// <summary>Changes of explicit routes. What is active is published before the answer, as far as that takes no longer than a second.</summary>
public sealed class RouteWriteFunctions(IConfigurationStore configurations, IRequestOrigins origins, IAfterCommit afterCommit)
{
    [Function("PutRoute")]
    [Access(AccessLevel.Admin)]
    [Operation("Makes an explicit route (If-None-Match: *), or gives one a new version (If-Match: the ETag that was read, or *); the same again gives it none.", Body = "route")]
    [Answers(200, typeof(RouteAnswer)), Answers(201, typeof(RouteAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(412), Answers(415), Answers(428)]
    public async Task<HttpResponseData> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/Routes/{name}")] HttpRequestData request,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request);
        var key = query.Key(name);
        if (!query.IsValid || key is null || !JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(query.IsValid ? Problems.NotJson : query.Problem);
        }

        var parsed = RouteOrderParser.Parse(await request.ReadBodyAsync(cancellationToken));
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        return ChangeOf(request, key, parsed.Value, AuthorOf(request, context)) is { } change
            ? await ApplyAsync(request, change, key, cancellationToken)
            : await request.ProblemAsync(RouteProblems.ConditionNeeded);
    }

    [Function("DeleteRoute")]
    [Access(AccessLevel.Admin)]
    [Operation("Takes an explicit route away. Its versions stay, and their numbers go on if it is made again.")]
    [Answers(200, typeof(RouteSummaryAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(412)]
    public async Task<HttpResponseData> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/Routes/{name}")] HttpRequestData request,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request);
        var key = query.Key(name);
        return !query.IsValid || key is null
            ? await request.ProblemAsync(query.Problem)
            : await ApplyAsync(
                request,
                new DeleteConfiguration(key)
                {
                    By = AuthorOf(request, context),
                    Kind = ConfigurationKind.Route,
                    Expected = VersionTag.Expected(request.Header("If-Match")),
                },
                key,
                cancellationToken);
    }

    // RFC 9110, section 13.1: a condition of either kind, and both can never hold.
    private static ConfigurationChange? ChangeOf(HttpRequestData request, ConfigurationKey key, RouteOrder order, ConfigurationAuthor by) =>
        (request.Header("If-Match"), request.Header("If-None-Match")?.Trim()) switch
        {
            (null, "*") => new CreateConfiguration(key, order.Draft)
            {
                By = by,
                Kind = ConfigurationKind.Route,
                Notes = order.Notes,
                Activate = order.Activate,
            },
            ({ } ifMatch, null) => new ReplaceConfiguration(key, order.Draft)
            {
                By = by,
                Kind = ConfigurationKind.Route,
                Notes = order.Notes,
                Activate = order.Activate,
                Expected = VersionTag.Expected(ifMatch),
            },
            _ => null,
        };

    private ConfigurationAuthor AuthorOf(HttpRequestData request, FunctionContext context)
    {
        var origin = origins.OriginOf(request);
        return new ConfigurationAuthor(context.GetCaller().Subject, origin.ClientNetwork, origin.CorrelationId);
    }

    private async Task<HttpResponseData> ApplyAsync(
        HttpRequestData request, ConfigurationChange change, ConfigurationKey key, CancellationToken cancellationToken)
    {
        var result = await configurations.ApplyAsync(change, cancellationToken);
        if (result.Changes)
        {
            await afterCommit.RunAsync();
        }

        var response = result.Outcome switch
        {
            ConfigurationOutcome.Created => await request.AnswerAsync(RouteAnswer.From(result.Version!, result.Head!), HttpStatusCode.Created),
            ConfigurationOutcome.Updated => await request.AnswerAsync(RouteAnswer.From(result.Version!, result.Head!)),
            ConfigurationOutcome.Unchanged or ConfigurationOutcome.Activated => await AnswerLastAsync(request, result.Head!, cancellationToken),
            ConfigurationOutcome.Deleted => await request.AnswerAsync(RouteSummaryAnswer.From(result.Head!)),
            _ => await request.ProblemAsync(RouteProblems.Of(result, change, key.Name.Value)),
        };
        if (result is { Outcome: ConfigurationOutcome.Created or ConfigurationOutcome.Updated or ConfigurationOutcome.Unchanged or ConfigurationOutcome.Activated, Head: { } head })
        {
            response.Headers.Add("ETag", VersionTag.Of(head));
        }

        if (result.Outcome is ConfigurationOutcome.Created)
        {
            response.Headers.Add("Location", $"/api/Routes/{key.Name}");
        }

        return response;
    }

    private async Task<HttpResponseData> AnswerLastAsync(HttpRequestData request, ConfigurationHead head, CancellationToken cancellationToken) =>
        await configurations.FindVersionsAsync([new ConfigurationVersionKey(head.Id, head.Version)], cancellationToken) is [var version]
            ? await request.AnswerAsync(RouteAnswer.From(version, head))
            : await request.ProblemAsync(ConfigurationProblems.UnknownVersion(head.Version));
}

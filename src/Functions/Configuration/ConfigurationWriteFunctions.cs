using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Routing.Explicit;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Configuration;

/// <summary>Changes of configurations. Each makes a new version, tells the bus, and is on record.</summary>
public sealed class ConfigurationWriteFunctions(IConfigurationStore configurations, IRequestOrigins origins, IAfterCommit afterCommit)
{
    [Function("CreateConfiguration")]
    [Access(AccessLevel.Admin)]
    [BodyLimit(ConfigurationLimits.Body)]
    [Operation("Makes a configuration. Location is where it is read.", Body = "configuration")]
    [Answers(201, typeof(ConfigurationAnswer)), Answers(400), Answers(403), Answers(409), Answers(415), Answers(422)]
    public async Task<HttpResponseData> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request);
        var (order, refusal) = await ReadOrderAsync(request, query, ConfigurationOrderParser.ParseNamed, cancellationToken);
        return order is null
            ? refusal!
            : await ApplyAsync(
                request,
                new CreateConfiguration(order.Key!, order.Draft) { By = AuthorOf(request, context), Notes = order.Notes, Activate = order.Activate },
                cancellationToken);
    }

    [Function("UpdateConfiguration")]
    [Access(AccessLevel.Admin)]
    [BodyLimit(ConfigurationLimits.Body)]
    [Operation("Gives a configuration a new version; the same again gives it none. If-Match is required: the ETag that was read, or *.", Body = "configuration-version", Query = ["environment"])]
    [Answers(200, typeof(ConfigurationAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(412), Answers(415), Answers(422), Answers(428)]
    public async Task<HttpResponseData> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/Configurations/{name}")] HttpRequestData request,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment");
        var key = query.Key(name);
        var (order, refusal) = await ReadOrderAsync(request, query, ConfigurationOrderParser.Parse, cancellationToken);
        if (order is null || key is null)
        {
            return refusal!;
        }

        // RFC 9110, section 13.1: both conditions can never hold, and the other one alone does not say what is replaced.
        return request.Header("If-Match") is not { } ifMatch || request.Header("If-None-Match") is not null
            ? await request.ProblemAsync(ConfigurationProblems.ConditionNeeded)
            : await ApplyAsync(
                request,
                new ReplaceConfiguration(key, order.Draft)
                {
                    By = AuthorOf(request, context),
                    Notes = order.Notes,
                    Activate = order.Activate,
                    Expected = VersionTag.Expected(ifMatch),
                },
                cancellationToken);
    }

    [Function("DeleteConfiguration")]
    [Access(AccessLevel.Admin)]
    [Operation("Takes a configuration away from all who get it. Its versions stay, and their numbers go on if it is made again.", Query = ["environment"])]
    [Answers(200, typeof(ConfigurationSummaryAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(412)]
    public async Task<HttpResponseData> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/Configurations/{name}")] HttpRequestData request,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment");
        var key = query.Key(name);
        return !query.IsValid || key is null
            ? await request.ProblemAsync(query.Problem)
            : await ApplyAsync(
                request,
                new DeleteConfiguration(key) { By = AuthorOf(request, context), Expected = VersionTag.Expected(request.Header("If-Match")) },
                cancellationToken);
    }

    [Function("RollBackConfiguration")]
    [Access(AccessLevel.Admin)]
    [Operation("Makes a new version that holds what an old one did.", Body = "configuration-rollback")]
    [Answers(200, typeof(ConfigurationAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(412), Answers(415), Answers(422)]
    public async Task<HttpResponseData> RollBack(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/{id}/rollback")] HttpRequestData request,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request);
        if (!query.IsValid || !JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(query.IsValid ? Problems.NotJson : query.Problem);
        }

        var parsed = RollbackOrderParser.Parse(await request.ReadBodyAsync(cancellationToken));
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        return !Guid.TryParse(id, out var key) ? await request.ProblemAsync(ConfigurationProblems.UnknownId(id))
            : await RouteVersions.RefusalAsync(configurations, key, parsed.Value.Version, cancellationToken) is { } refusal ? await request.ProblemAsync(refusal)
            : await ApplyAsync(
                request,
                new RollBackConfiguration(key, parsed.Value.Version)
                {
                    By = AuthorOf(request, context),
                    Kind = null,
                    Notes = parsed.Value.Notes,
                    Expected = VersionTag.Expected(request.Header("If-Match")),
                },
                cancellationToken);
    }

    /// <summary>The order, or the answer that says why there is none.</summary>
    internal static async Task<(ConfigurationOrder? Order, HttpResponseData? Refusal)> ReadOrderAsync(
        HttpRequestData request,
        ConfigurationQuery query,
        Func<ReadOnlyMemory<byte>, Parsed<ConfigurationOrder>> parse,
        CancellationToken cancellationToken)
    {
        if (!query.IsValid || !JsonContent.IsDeclared(request))
        {
            return (null, await request.ProblemAsync(query.IsValid ? Problems.NotJson : query.Problem));
        }

        var parsed = parse(await request.ReadBodyAsync(cancellationToken));
        return !parsed.Succeeded ? (null, await request.ProblemAsync(Problems.InvalidBody(parsed.Errors)))
            : parsed.Value.Violations.Count > 0 ? (null, await request.ProblemAsync(ConfigurationProblems.Violates(parsed.Value.Violations)))
            : (parsed.Value, null);
    }

    private ConfigurationAuthor AuthorOf(HttpRequestData request, FunctionContext context)
    {
        var origin = origins.OriginOf(request);
        return new ConfigurationAuthor(context.GetCaller().Subject, origin.ClientNetwork, origin.CorrelationId);
    }

    private async Task<HttpResponseData> ApplyAsync(HttpRequestData request, ConfigurationChange change, CancellationToken cancellationToken)
    {
        var result = await configurations.ApplyAsync(change, cancellationToken);
        if (result.Changes)
        {
            await afterCommit.RunAsync();
        }

        var response = result.Outcome switch
        {
            ConfigurationOutcome.Created => await request.AnswerAsync(ConfigurationAnswer.From(result.Version!, result.Head!), HttpStatusCode.Created),
            ConfigurationOutcome.Updated or ConfigurationOutcome.RolledBack => await request.AnswerAsync(ConfigurationAnswer.From(result.Version!, result.Head!)),
            ConfigurationOutcome.Unchanged or ConfigurationOutcome.Activated => await AnswerUnchangedAsync(request, result.Head!, cancellationToken),
            ConfigurationOutcome.Deleted => await request.AnswerAsync(ConfigurationSummaryAnswer.From(result.Head!)),
            _ => await request.ProblemAsync(ConfigurationProblems.Of(result, change)),
        };
        if (result.Head is { IsDeleted: false } head && result.Outcome is not (ConfigurationOutcome.Exists or ConfigurationOutcome.OtherKind or ConfigurationOutcome.RolloutUnderWay))
        {
            response.Headers.Add("ETag", VersionTag.Of(head));
        }

        if (result is { Outcome: ConfigurationOutcome.Created, Head: { } made })
        {
            response.Headers.Add("Location", $"/api/Configurations/{made.Key.Name}?environment={made.Key.Environment}");
        }

        return response;
    }

    private async Task<HttpResponseData> AnswerUnchangedAsync(HttpRequestData request, ConfigurationHead head, CancellationToken cancellationToken) =>
        await configurations.FindVersionsAsync([new ConfigurationVersionKey(head.Id, head.Version)], cancellationToken) is [var version]
            ? await request.AnswerAsync(ConfigurationAnswer.From(version, head))
            : await request.ProblemAsync(ConfigurationProblems.UnknownVersion(head.Version));
}

using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Configuration;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Routing.Explicit;

/// <summary>Explicit routes: configurations of kind route, which is why their histories are read there.</summary>
public sealed class RouteReadFunctions(IConfigurationStore configurations)
{
    [Function("ListRoutes")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The explicit routes by name, without their definitions. Needs the scope configurations:read.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<RouteSummaryAnswer>)), Answers(304), Answers(400), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Routes")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "limit", NextPage.Parameter);
        var page = query.Page();
        if (await RefusalAsync(request, context, query) is { } refusal)
        {
            return refusal;
        }

        var found = await configurations.ListAsync(EnvironmentName.Default, ConfigurationKind.Route, page, cancellationToken);
        IReadOnlyList<RouteSummaryAnswer> answers = [.. found.Items.Select(RouteSummaryAnswer.From)];
        return await request.ReadAsync(answers, answers, found.Next);
    }

    [Function("GetRoute")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The last version of an explicit route, or that of ?version=. ETag is for If-Match. Needs the scope configurations:read.", Query = ["version"])]
    [Answers(200, typeof(RouteAnswer)), Answers(304), Answers(400), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Routes/{name}")] HttpRequestData request,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "version");
        var (key, number) = (query.Key(name), query.Version("version"));
        if (await RefusalAsync(request, context, query) is { } refusal)
        {
            return refusal;
        }

        if (key is null || await configurations.FindHeadAsync(key, cancellationToken) is not { IsDeleted: false, Kind: ConfigurationKind.Route } head)
        {
            return await request.ProblemAsync(RouteProblems.Unknown(name));
        }

        var wanted = new ConfigurationVersionKey(head.Id, number ?? head.Version);
        return await configurations.FindVersionsAsync([wanted], cancellationToken) is [var version]
            ? await AnswerAsync(request, version, head)
            : await request.ProblemAsync(ConfigurationProblems.UnknownVersion(wanted.Number));
    }

    private static async Task<HttpResponseData?> RefusalAsync(HttpRequestData request, FunctionContext context, ConfigurationQuery query) =>
        !context.GetCaller().Has(Scope.ReadConfigurations) ? await request.ProblemAsync(ConfigurationProblems.MayNotRead)
        : query.IsValid ? null
        : await request.ProblemAsync(query.Problem);

    private static async Task<HttpResponseData> AnswerAsync(HttpRequestData request, ConfigurationVersion version, ConfigurationHead head)
    {
        var tag = VersionTag.Of(version.Info.Number, head);
        var response = EntityTag.Matches(request.Header("If-None-Match"), tag)
            ? request.CreateResponse(HttpStatusCode.NotModified)
            : await request.AnswerAsync(RouteAnswer.From(version, head));
        response.Headers.Add("ETag", tag);
        response.Headers.Add("Cache-Control", "private, no-cache");
        return response;
    }
}

using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Diffs;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Configuration;

/// <summary>Configurations as they are written: for Admins and those with the scope for it. References to secrets stay what they are.</summary>
public sealed class ConfigurationReadFunctions(IConfigurationStore configurations)
{
    [Function("ListConfigurations")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Configurations by environment and name, without what they hold. Needs the scope configurations:read.", Query = ["environment"], IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<ConfigurationSummaryAnswer>)), Answers(304), Answers(400), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Configurations")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment", "limit", NextPage.Parameter);
        var (environment, page) = (query.Environment(), query.Page());
        if (await RefusalAsync(request, context, query) is { } refusal)
        {
            return refusal;
        }

        var found = await configurations.ListAsync(environment, null, page, cancellationToken);
        IReadOnlyList<ConfigurationSummaryAnswer> answers = [.. found.Items.Select(ConfigurationSummaryAnswer.From)];
        return await request.ReadAsync(answers, answers, found.Next);
    }

    [Function("GetConfiguration")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The last version of a configuration, or that of ?version=, also of a deleted one. ETag is for If-Match. Needs the scope configurations:read.", Query = ["environment", "version"])]
    [Answers(200, typeof(ConfigurationAnswer)), Answers(304), Answers(400), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Configurations/{name}")] HttpRequestData request,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment", "version");
        var (key, number) = (query.Key(name), query.Version("version"));
        if (await RefusalAsync(request, context, query) is { } refusal)
        {
            return refusal;
        }

        // Of a deleted one there is no last version, but all that it had.
        if (key is null || await configurations.FindHeadAsync(key, cancellationToken) is not { } head)
        {
            return await request.ProblemAsync(ConfigurationProblems.Unknown(key?.ToString() ?? name));
        }

        if (head.IsDeleted && number is null)
        {
            return await request.ProblemAsync(ConfigurationProblems.Deleted(head));
        }

        var wanted = number ?? head.Version;
        return await FindAsync(head.Id, wanted, cancellationToken) is { } version
            ? await AnswerAsync(request, version, head)
            : await request.ProblemAsync(ConfigurationProblems.UnknownVersion(wanted));
    }

    [Function("ListConfigurationVersions")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The versions of a configuration, the newest first, also of a deleted one. Needs the scope configurations:read.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<ConfigurationVersionAnswer>)), Answers(304), Answers(400), Answers(403), Answers(404)]
    public async Task<HttpResponseData> History(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Configurations/{id}/history")] HttpRequestData request,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "limit", NextPage.Parameter);
        var page = query.PageOfVersions();
        if (await RefusalAsync(request, context, query) is { } refusal)
        {
            return refusal;
        }

        if (!Guid.TryParse(id, out var key) || await configurations.FindHeadAsync(key, cancellationToken) is null)
        {
            return await request.ProblemAsync(ConfigurationProblems.UnknownId(id));
        }

        var found = await configurations.ListVersionsAsync(key, page, cancellationToken);
        IReadOnlyList<ConfigurationVersionAnswer> answers = [.. found.Items.Select(ConfigurationVersionAnswer.From)];
        return await request.ReadAsync(answers, answers, found.Next);
    }

    [Function("DiffConfiguration")]
    [Access(AccessLevel.Authenticated)]
    [Operation("What makes version ?to= of version ?from=, as a JSON Patch of what they mean. Needs the scope configurations:read.", Query = ["from", "to"])]
    [Answers(200, typeof(ConfigurationDiffAnswer)), Answers(304), Answers(400), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Diff(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Configurations/{id}/diff")] HttpRequestData request,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "from", "to");
        var (from, to) = (query.Version("from", isRequired: true) ?? 0, query.Version("to", isRequired: true) ?? 0);
        if (await RefusalAsync(request, context, query) is { } refusal)
        {
            return refusal;
        }

        if (!Guid.TryParse(id, out var key) || await configurations.FindHeadAsync(key, cancellationToken) is null)
        {
            return await request.ProblemAsync(ConfigurationProblems.UnknownId(id));
        }

        var (before, after) = (await FindAsync(key, from, cancellationToken), await FindAsync(key, to, cancellationToken));
        if (before is null || after is null)
        {
            return await request.ProblemAsync(ConfigurationProblems.UnknownVersion(before is null ? from : to));
        }

        var answer = new ConfigurationDiffAnswer
        {
            From = from,
            To = to,
            Changes = [.. DocumentDiff.Between(before.Document, after.Document).Select(ConfigurationChangeAnswer.From)],
            Besides = DraftDiff.Between(before.ToDraft(), after.ToDraft()),
        };
        return await request.ReadAsync(answer, answer);
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
            : await request.AnswerAsync(ConfigurationAnswer.From(version, head));
        response.Headers.Add("ETag", tag);
        response.Headers.Add("Cache-Control", "private, no-cache");
        return response;
    }

    private async Task<ConfigurationVersion?> FindAsync(Guid id, long number, CancellationToken cancellationToken) =>
        (await configurations.FindVersionsAsync([new ConfigurationVersionKey(id, number)], cancellationToken)) is [var version] ? version : null;
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Diffs;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration;

/// <summary>A write that writes nothing: by the same parser and the same rules.</summary>
public sealed class ConfigurationPreviewFunction(IConfigurationStore configurations, IRolloutShares shares, TimeProvider time)
{
    [Function("ValidateConfiguration")]
    [Access(AccessLevel.Admin)]
    [BodyLimit(ConfigurationLimits.Body)]
    [Operation("Says what the same body would do, as POST where there is no such configuration and as PUT where there is one, and does nothing. If-Match counts if it is there.", Body = "configuration-version", Query = ["environment"])]
    [Answers(200, typeof(ConfigurationPreviewAnswer)), Answers(400), Answers(403), Answers(409), Answers(412), Answers(415), Answers(422)]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/{name}/validate")] HttpRequestData request,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "environment");
        var key = query.Key(name);
        var (order, refusal) = await ConfigurationWriteFunctions.ReadOrderAsync(request, query, ConfigurationOrderParser.Parse, cancellationToken);
        if (order is null || key is null)
        {
            return refusal!;
        }

        var head = await configurations.FindHeadAsync(key, cancellationToken);
        var by = new ConfigurationAuthor(context.GetCaller().Subject);
        ConfigurationChange change = head is { IsDeleted: false }
            ? new ReplaceConfiguration(key, order.Draft) { By = by, Activate = order.Activate, Expected = VersionTag.Expected(request.Header("If-Match")) }
            : new CreateConfiguration(key, order.Draft) { By = by, Activate = order.Activate };
        var result = ConfigurationRules.Decide(change, head, null, await CountAsync(change, cancellationToken), await IsRollingAsync(head, cancellationToken), time.GetUtcNow());
        return result.Head is { } after && (result.Changes || result.Outcome is ConfigurationOutcome.Unchanged)
            ? await request.AnswerAsync(await DescribeAsync(result.Outcome, after, head, order.Draft, cancellationToken))
            : await request.ProblemAsync(ConfigurationProblems.Of(result, change));
    }

    private async Task<int> CountAsync(ConfigurationChange change, CancellationToken cancellationToken) =>
        change is CreateConfiguration create
            ? (await configurations.ListAsync(create.Key.Environment, ConfigurationKind.Settings, new PageRequest(ConfigurationLimits.PerEnvironment), cancellationToken)).Items.Count
            : 0;

    private async Task<bool> IsRollingAsync(ConfigurationHead? head, CancellationToken cancellationToken) =>
        head is not null && (await shares.ListAsync(cancellationToken)).Any(share => share.ConfigurationId == head.Id);

    private async Task<ConfigurationPreviewAnswer> DescribeAsync(
        ConfigurationOutcome outcome, ConfigurationHead after, ConfigurationHead? before, ConfigurationDraft draft, CancellationToken cancellationToken)
    {
        var current = before is { IsDeleted: false }
            ? await configurations.FindVersionsAsync([new ConfigurationVersionKey(before.Id, before.Version)], cancellationToken)
            : [];
        return new ConfigurationPreviewAnswer
        {
            Outcome = outcome,
            Version = after.Version,
            Hash = after.Hash,
            Changes = [.. DocumentDiff.Between(current is [var there] ? there.Document : ConfigurationDocument.Empty, draft.Document).Select(ConfigurationChangeAnswer.From)],
            Besides = current is [var last] ? DraftDiff.Between(last.ToDraft(), draft) : [],
        };
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Functions.Identity.Audit;

/// <summary>The audit, for Admins.</summary>
public sealed class AuditFunction(ISecurityAudit audit)
{
    [Function("ListAudit")]
    [Access(AccessLevel.Admin)]
    [Operation("What happened to identities, the newest first: all, or of one ?action=, ?actor= or ?target=, from ?from= until before ?to=.", IsPaged = true, Query = ["action", "actor", "target", "from", "to"])]
    [Answers(200, typeof(IReadOnlyList<AuditAnswer>)), Answers(304), Answers(400), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Auth/audit")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var (filter, query) = AuditQuery.Parse(request);
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await audit.ListAsync(filter, query.Page, cancellationToken);
        IReadOnlyList<AuditAnswer> answers = [.. page.Items.Select(AuditAnswer.From)];
        return await request.ReadAsync(answers, answers, page.Next);
    }
}

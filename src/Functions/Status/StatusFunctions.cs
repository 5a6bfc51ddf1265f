using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Status;

/// <summary>How instances are, and how they were.</summary>
public sealed class StatusFunctions(IServiceRegistry registry, IServiceHistory history)
{
    [Function("ListStatus")]
    [Access(AccessLevel.Authenticated)]
    [Operation("How the instances of all services are, in order of id.", IsPaged = true, IsOfStatus = true, Query = ["service"])]
    [Answers(200, typeof(IReadOnlyList<StatusAnswer>)), Answers(304), Answers(400)]
    public Task<HttpResponseData> ListStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Status")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        ListAsync(request, ListQuery.ParseStatus(request), cancellationToken);

    // Its name sorts after those of the literal paths beside it, which the host matches in order of name.
    [Function("ServiceStatus")]
    [Access(AccessLevel.Authenticated)]
    [Operation("How the service's instances are, in order of id; none for an unknown service.", IsPaged = true, IsOfStatus = true)]
    [Answers(200, typeof(IReadOnlyList<StatusAnswer>)), Answers(304), Answers(400)]
    public Task<HttpResponseData> ServiceStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Status/{serviceName}")] HttpRequestData request,
        string serviceName,
        CancellationToken cancellationToken) =>
        ListAsync(request, ListQuery.ParseStatus(request, serviceName), cancellationToken);

    [Function("ServiceStatusHistory")]
    [Access(AccessLevel.Authenticated)]
    [Operation("When and why the status of the service's instances changed, newest first; as far back as its events go.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<ServiceEventAnswer>)), Answers(304), Answers(400)]
    public async Task<HttpResponseData> ServiceStatusHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Status/{serviceName}/history")] HttpRequestData request,
        string serviceName,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.ParsePaging(request, serviceName);
        return query.Service is { } service
            ? await request.ReadAsync(await history.ReadAsync(service, EventTypes.HealthChanged, query.Page, cancellationToken))
            : await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
    }

    private async Task<HttpResponseData> ListAsync(HttpRequestData request, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await registry.ListStatusAsync(query.Status, query.Page, cancellationToken);
        IReadOnlyList<StatusAnswer> answers = [.. page.Items.Select(StatusAnswer.From)];
        IReadOnlyList<StatusAnswer> compared = [.. answers.Select(answer => answer.WithoutTimes())];
        return await request.ReadAsync(answers, compared, page.Next);
    }
}

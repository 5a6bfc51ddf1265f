using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>What happened to a service.</summary>
public sealed class ServiceEventFunctions(IServiceHistory history)
{
    [Function("ListServiceEvents")]
    [Access(AccessLevel.Authenticated)]
    [Operation("What happened to the service's instances, newest first: about 200 events, of 7 days at most; none for an unknown service.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<ServiceEventAnswer>)), Answers(304), Answers(400)]
    public async Task<HttpResponseData> ListServiceEvents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ServiceDiscovery/services/{serviceName}/events")] HttpRequestData request,
        string serviceName,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.ParsePaging(request, serviceName);
        if (query.Service is not { } service)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        return await request.ReadAsync(await history.ReadAsync(service, type: null, query.Page, cancellationToken));
    }
}

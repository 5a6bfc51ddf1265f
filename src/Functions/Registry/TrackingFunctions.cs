using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>Who was there, and what they say of themselves.</summary>
public sealed class TrackingFunctions(IServiceRegistry registry)
{
    [Function("TrackInstance")]
    [Access(AccessLevel.Authenticated)]
    [Operation("One instance's way through the registry, also for a day after it left.")]
    [Answers(200, typeof(TrackingAnswer)), Answers(304), Answers(400), Answers(404)]
    public async Task<HttpResponseData> TrackInstance(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ServiceDiscovery/instances/{serviceId}/tracking")] HttpRequestData request,
        string serviceId,
        CancellationToken cancellationToken)
    {
        if (!InstanceId.TryParse(serviceId, out var id))
        {
            return await request.ProblemAsync(RegistryProblems.InvalidPath("serviceId", InstanceId.Rule));
        }

        if (await registry.TrackAsync(id, cancellationToken) is not { } tracking)
        {
            return await request.ProblemAsync(RegistryProblems.UnknownInstance(serviceId));
        }

        var answer = TrackingAnswer.From(tracking);
        return await request.ReadAsync(answer, answer.WithoutLeaseTimes());
    }

    [Function("TrackInstancesOfService")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The ways of a service's instances through the registry, also for a day after they left.", IsList = true)]
    [Answers(200, typeof(IReadOnlyList<TrackingAnswer>)), Answers(304), Answers(400)]
    public async Task<HttpResponseData> TrackInstancesOfService(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ServiceDiscovery/services/{serviceName}/instances/tracking")] HttpRequestData request,
        string serviceName,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.Parse(request, serviceName);
        if (query.Service is not { } service)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await registry.TrackServiceAsync(service, query.Filter, query.Page, cancellationToken);
        IReadOnlyList<TrackingAnswer> answers = [.. page.Items.Select(TrackingAnswer.From)];
        IReadOnlyList<TrackingAnswer> meaning = [.. answers.Select(answer => answer.WithoutLeaseTimes())];
        return await request.ReadAsync(answers, meaning, page.Next);
    }

    [Function("DescribeMetadata")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Which metadata keys the service's instances carry: at most 256, with at most 100 values each.", IsFiltered = true)]
    [Answers(200, typeof(MetadataAnswer)), Answers(304), Answers(400)]
    public async Task<HttpResponseData> DescribeMetadata(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ServiceDiscovery/services/{serviceName}/metadata")] HttpRequestData request,
        string serviceName,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.Parse(request, serviceName, isPaged: false);
        if (query.Service is not { } service)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var answer = MetadataAnswer.From(await registry.DescribeMetadataAsync(service, query.Filter, cancellationToken));
        return await request.ReadAsync(answer, answer with { GeneratedAt = null });
    }
}

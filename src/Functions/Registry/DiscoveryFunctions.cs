using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>Who is there.</summary>
public sealed class DiscoveryFunctions(IServiceRegistry registry)
{
    [Function("ListServices")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The names of services that have an instance, in order.", IsList = true)]
    [Answers(200, typeof(IReadOnlyList<string>)), Answers(304), Answers(400)]
    public async Task<HttpResponseData> ListServices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ServiceDiscovery/services")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.Parse(request);
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await registry.ListServicesAsync(query.Filter, query.Page, cancellationToken);
        IReadOnlyList<string> names = [.. page.Items.Select(name => name.Value)];
        return await request.ReadAsync(names, names, page.Next);
    }

    [Function("ListInstances")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The service's instances, in order of id; none for an unknown service.", IsList = true)]
    [Answers(200, typeof(IReadOnlyList<InstanceAnswer>)), Answers(304), Answers(400)]
    public Task<HttpResponseData> ListInstances(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ServiceDiscovery/services/{serviceName}/instances")] HttpRequestData request,
        string serviceName,
        CancellationToken cancellationToken) =>
        ListAsync(request, serviceName, healthyOnly: false, cancellationToken);

    [Function("ListHealthyInstances")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The service's instances of status Healthy, in order of id.", IsList = true)]
    [Answers(200, typeof(IReadOnlyList<InstanceAnswer>)), Answers(304), Answers(400)]
    public Task<HttpResponseData> ListHealthyInstances(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ServiceDiscovery/services/{serviceName}/instances/healthy")] HttpRequestData request,
        string serviceName,
        CancellationToken cancellationToken) =>
        ListAsync(request, serviceName, healthyOnly: true, cancellationToken);

    [Function("GetInstance")]
    [Access(AccessLevel.Authenticated)]
    [Operation("One instance.")]
    [Answers(200, typeof(InstanceAnswer)), Answers(304), Answers(400), Answers(404)]
    public async Task<HttpResponseData> GetInstance(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ServiceDiscovery/instances/{serviceId}")] HttpRequestData request,
        string serviceId,
        CancellationToken cancellationToken)
    {
        if (!InstanceId.TryParse(serviceId, out var id))
        {
            return await request.ProblemAsync(RegistryProblems.InvalidPath("serviceId", InstanceId.Rule));
        }

        if (await registry.FindAsync(id, cancellationToken) is not { } instance)
        {
            return await request.ProblemAsync(RegistryProblems.UnknownInstance(serviceId));
        }

        var answer = InstanceAnswer.From(instance);
        return await request.ReadAsync(answer, answer.WithoutLeaseTimes());
    }

    private async Task<HttpResponseData> ListAsync(
        HttpRequestData request, string serviceName, bool healthyOnly, CancellationToken cancellationToken)
    {
        var query = ListQuery.Parse(request, serviceName);
        if (query.Service is not { } service)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var filter = query.Filter with { HealthyOnly = healthyOnly };
        var page = await registry.ListInstancesAsync(service, filter, query.Page, cancellationToken);
        IReadOnlyList<InstanceAnswer> answers = [.. page.Items.Select(InstanceAnswer.From)];
        IReadOnlyList<InstanceAnswer> meaning = [.. answers.Select(answer => answer.WithoutLeaseTimes())];
        return await request.ReadAsync(answers, meaning, page.Next);
    }
}

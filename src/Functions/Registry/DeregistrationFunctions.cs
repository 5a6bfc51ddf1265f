using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>How instances leave.</summary>
public sealed class DeregistrationFunctions(IServiceRegistry registry, IAfterCommit afterCommit)
{
    [Function("DeregisterInstance")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Takes the instance out of the mesh. Asking again within a day gets the same answer. A body is not read.")]
    [Answers(200, typeof(DeregistrationAnswer)), Answers(400), Answers(403), Answers(404), Answers(409)]
    public async Task<HttpResponseData> Deregister(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/ServiceRegistration/deregister/{serviceId}")] HttpRequestData request,
        string serviceId,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (InstanceId.TryParse(serviceId, out var id)
            && await FindGoneAsync(id, context, cancellationToken) is { } gone)
        {
            return await request.AnswerAsync(gone);
        }

        return await request.WriteAsync(
            serviceId,
            registry.DeregisterAsync,
            instance => new DeregistrationAnswer(instance.ServiceId.Value, instance.LastUpdated),
            afterCommit);
    }

    /// <summary>The answer that was given before, to whom it may concern.</summary>
    private async Task<DeregistrationAnswer?> FindGoneAsync(InstanceId id, FunctionContext context, CancellationToken cancellationToken) =>
        await registry.TrackAsync(id, cancellationToken) is { DeregisteredAt: { } when } tracking
            && context.GetCaller().MayWrite(tracking.ServiceName)
            ? new DeregistrationAnswer(id.Value, when)
            : null;
}

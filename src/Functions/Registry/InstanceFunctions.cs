using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>What instances say of themselves while they are registered.</summary>
public sealed class InstanceFunctions(IServiceRegistry registry, IAfterCommit afterCommit)
{
    [Function("HeartbeatInstance")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Renews the instance's lease. On 404 the client registers again. A body is not read.")]
    [Answers(200, typeof(HeartbeatAnswer)), Answers(400), Answers(403), Answers(404), Answers(409)]
    public Task<HttpResponseData> Heartbeat(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/ServiceRegistration/heartbeat/{serviceId}")] HttpRequestData request,
        string serviceId) =>
        request.WriteAsync(
            serviceId,
            registry.HeartbeatAsync,
            instance => new HeartbeatAnswer(instance.ServiceId.Value, instance.Status, instance.ExpiresAt),
            afterCommit);

    [Function("ReportInstanceHealth")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Takes the instance's own word on its health, which is also a sign of life.", Body = "health-report")]
    [Answers(200, typeof(HeartbeatAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> ReportHealth(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/ServiceRegistration/health/{serviceId}")] HttpRequestData request,
        string serviceId) =>
        request.WriteAsync(
            serviceId,
            HealthReportParser.Parse,
            registry.ReportHealthAsync,
            instance => new HeartbeatAnswer(instance.ServiceId.Value, instance.Status, instance.ExpiresAt),
            afterCommit);

    [Function("MaintainInstance")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Takes the instance out of traffic on purpose, or puts it back; heartbeats and registrations do not end it.", Body = "maintenance")]
    [Answers(200, typeof(InstanceAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> Maintain(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/ServiceRegistration/maintenance/{serviceId}")] HttpRequestData request,
        string serviceId) =>
        request.WriteAsync<Maintenance, InstanceAnswer>(
            serviceId,
            MaintenanceParser.Parse,
            (id, maintenance, caller, cancellation) => registry.MaintainAsync(id, maintenance.Reason, caller, cancellation),
            InstanceAnswer.From,
            afterCommit);

    [Function("ReplaceInstanceMetadata")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Replaces the instance's metadata, until another registration says otherwise.", Body = "metadata")]
    [Answers(200, typeof(InstanceAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> ReplaceMetadata(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/ServiceRegistration/metadata/{serviceId}")] HttpRequestData request,
        string serviceId) =>
        request.WriteAsync(serviceId, MetadataParser.Parse, registry.ReplaceMetadataAsync, InstanceAnswer.From, afterCommit);
}

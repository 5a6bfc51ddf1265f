using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;

namespace ToskaMesh.Functions.Health;

/// <summary>How the control plane is. Whoever restarts or routes it asks without a key.</summary>
public sealed class HealthFunctions(HealthParts parts)
{
    [Function("Health")]
    [Access(AccessLevel.Anonymous)]
    [Operation("All parts of the control plane.")]
    [Answers(200, typeof(HealthAnswer)), Answers(503, typeof(HealthAnswer))]
    public async Task<HttpResponseData> All(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequestData request) =>
        await AnswerAsync(request, await parts.ObserveAsync());

    [Function("HealthLive")]
    [Access(AccessLevel.Anonymous)]
    [Operation("Whether the process works; when it does not, restart it.")]
    [Answers(200, typeof(HealthAnswer)), Answers(503, typeof(HealthAnswer))]
    public async Task<HttpResponseData> Live(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequestData request) =>
        await AnswerAsync(request, await parts.ObserveVitalAsync());

    [Function("HealthReady")]
    [Access(AccessLevel.Anonymous)]
    [Operation("Whether requests can be served: every part that a request may need.")]
    [Answers(200, typeof(HealthAnswer)), Answers(503, typeof(HealthAnswer))]
    public async Task<HttpResponseData> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequestData request) =>
        await AnswerAsync(request, await parts.ObserveAsync());

    private static async Task<HttpResponseData> AnswerAsync(HttpRequestData request, HealthAnswer health)
    {
        var status = health.Status is PartStatus.Unhealthy ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
        var response = await request.AnswerAsync(health, status);
        response.Headers.Add("Cache-Control", "no-store");
        return response;
    }
}

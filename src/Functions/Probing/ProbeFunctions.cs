using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>Probes on request.</summary>
public sealed class ProbeFunctions(IServiceRegistry registry, IInstanceProbes probes)
{
    [Function("CheckInstanceHealth")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Probes the instance now, and answers what was found. It counts as any other probe does. A body is not read.")]
    [Answers(200, typeof(ProbeAnswer)), Answers(400), Answers(403), Answers(404), Answers(409)]
    public async Task<HttpResponseData> Check(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/ServiceRegistration/health/check/{serviceId}")] HttpRequestData request,
        string serviceId,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (!InstanceId.TryParse(serviceId, out var id))
        {
            return await request.ProblemAsync(RegistryProblems.InvalidPath("serviceId", InstanceId.Rule));
        }

        var instance = await registry.FindAsync(id, cancellationToken);
        if (instance is null)
        {
            return await request.ProblemAsync(RegistryProblems.UnknownInstance(serviceId));
        }

        if (!context.GetCaller().MayWrite(instance.ServiceName))
        {
            return await request.ProblemAsync(RegistryProblems.ForeignInstance(serviceId));
        }

        if (instance is not { Source: null, HealthCheck.IsProbed: true })
        {
            return await request.ProblemAsync(ProbeProblems.NothingToProbe(id));
        }

        var probed = await probes.ProbeAsync(instance, cancellationToken);
        return probed.Result is { } result
            ? await request.AnswerAsync(ProbeAnswer.From(probed.Instance ?? instance, result))
            : await request.ProblemAsync(ProbeProblems.TooManyProbes);
    }
}

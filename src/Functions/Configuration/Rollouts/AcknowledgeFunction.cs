using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>What instances say of the versions that they got.</summary>
public sealed class AcknowledgeFunction(IServiceRegistry registry, IRolloutStore rollouts)
{
    [Function("AcknowledgeConfiguration")]
    [Access(AccessLevel.Authenticated)]
    [Operation("An instance says that it runs a version of a configuration, or could not. It counts where a rollout gave the version to it, and elsewhere it is no fault.", Body = "configuration-ack")]
    [Answers(204), Answers(400), Answers(403), Answers(404), Answers(415)]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Configurations/ack")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request);
        if (!query.IsValid || !JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(query.IsValid ? Problems.NotJson : query.Problem);
        }

        var parsed = AcknowledgementParser.Parse(await request.ReadBodyAsync(cancellationToken));
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        var said = parsed.Value;
        var instance = await registry.FindAsync(said.Instance, cancellationToken);
        if (instance is null || !context.GetCaller().MayWrite(instance.ServiceName))
        {
            return await request.ProblemAsync(
                instance is null ? RegistryProblems.UnknownInstance(said.Instance.Value) : RegistryProblems.ForeignInstance(said.Instance.Value));
        }

        await rollouts.AcknowledgeAsync(
            new RolloutAcknowledgement(said.Instance, instance.ServiceName, said.Key, said.Version, said.Applied, said.Error), cancellationToken);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Registry;

/// <summary>How instances come.</summary>
public sealed class RegistrationFunctions(
    IServiceRegistry registry, RegistrationParser parser, IRegisteredNames names, IAfterCommit afterCommit)
{
    [Function("RegisterInstance")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Registers an instance, or renews the lease of one that is registered so already.", Body = "registration")]
    [Answers(200, typeof(InstanceAnswer)), Answers(400), Answers(403), Answers(409), Answers(415)]
    public async Task<HttpResponseData> Register(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/ServiceRegistration/register")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (!JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = parser.Parse(await request.ReadBodyAsync(cancellationToken));
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        // Nobody else learns here what a name resolves to.
        if (context.GetCaller().MayWrite(parsed.Value.ServiceName)
            && await names.RefusalAsync(parsed.Value.Address, cancellationToken) is { } refusal)
        {
            return await request.ProblemAsync(Problems.InvalidBody([new ValidationError("/address", refusal)]));
        }

        var result = await registry.RegisterAsync(parsed.Value, context.GetCaller(), cancellationToken);
        if (!result.Succeeded)
        {
            return await request.ProblemAsync(RegistryProblems.Of(parsed.Value, result));
        }

        if (result.Changed)
        {
            await afterCommit.RunAsync();
        }

        return await request.AnswerAsync(InstanceAnswer.From(result.Instance));
    }
}

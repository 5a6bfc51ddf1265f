using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Registry;

/// <summary>What the writes to one instance have in common: its id, its refusals, and what follows a change.</summary>
internal static class InstanceWrites
{
    /// <summary>Writes by <paramref name="write"/> what was parsed from the body.</summary>
    public static async Task<HttpResponseData> WriteAsync<TBody, TAnswer>(
        this HttpRequestData request,
        string serviceId,
        Func<ReadOnlyMemory<byte>, Parsed<TBody>> parse,
        Func<InstanceId, TBody, Caller, CancellationToken, Task<WriteResult>> write,
        Func<ServiceInstance, TAnswer> answer,
        IAfterCommit afterCommit)
        where TBody : class
    {
        if (!JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = parse(await request.ReadBodyAsync(request.FunctionContext.CancellationToken));
        return parsed.Succeeded
            ? await request.WriteAsync(
                serviceId, (id, caller, cancellation) => write(id, parsed.Value, caller, cancellation), answer, afterCommit)
            : await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
    }

    public static async Task<HttpResponseData> WriteAsync<TAnswer>(
        this HttpRequestData request,
        string serviceId,
        Func<InstanceId, Caller, CancellationToken, Task<WriteResult>> write,
        Func<ServiceInstance, TAnswer> answer,
        IAfterCommit afterCommit)
    {
        if (!InstanceId.TryParse(serviceId, out var id))
        {
            return await request.ProblemAsync(RegistryProblems.InvalidPath("serviceId", InstanceId.Rule));
        }

        var context = request.FunctionContext;
        var result = await write(id, context.GetCaller(), context.CancellationToken);
        if (result.Changed)
        {
            await afterCommit.RunAsync();
        }

        return result.Outcome switch
        {
            WriteOutcome.Done when result.Instance is { } instance => await request.AnswerAsync(answer(instance)),
            WriteOutcome.Imported when result.Instance is { } instance => await request.ProblemAsync(RegistryProblems.ImportedInstance(instance)),
            WriteOutcome.Forbidden => await request.ProblemAsync(RegistryProblems.ForeignInstance(serviceId)),
            _ => await request.ProblemAsync(RegistryProblems.UnknownInstance(serviceId)),
        };
    }
}

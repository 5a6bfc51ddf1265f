using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Profile;

/// <summary>
/// Lets nothing that needs the store run before there is one, and the first keys in it. What is open to anonymous
/// callers needs none unless it says so: health must answer while the store does not. What a broker delivers waits for the store by itself,
/// since here it would fail, and a message may fail a few times only. An orchestrator needs none: its activities do.
/// </summary>
internal sealed class ReadinessMiddleware(MeshReadiness mesh, HttpFunctions functions) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.IsDelivery() && !context.IsOrchestrator() && functions.Find(context.FunctionDefinition.EntryPoint) is not { NeedsStore: false })
        {
            await mesh.EnsureAsync(context.CancellationToken);
        }

        await next(context);
    }
}

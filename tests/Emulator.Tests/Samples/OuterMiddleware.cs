using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace ToskaMesh.Emulator.Tests.Samples;

public sealed class OuterMiddleware(Trail trail) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        trail.Add("outer before");
        context.Items["scope"] = context.InstanceServices.GetRequiredService<Scoped>().Id;
        await next(context);
        trail.Add($"outer after {context.GetHttpResponseData()?.StatusCode}");
    }
}

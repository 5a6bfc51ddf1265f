using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Access;

namespace ToskaMesh.Functions.Http;

/// <summary>Outermost: gives each request a name and a line in the log, and each answer that name.</summary>
internal sealed partial class CorrelationMiddleware(ILogger<CorrelationMiddleware> logger, TimeProvider time) : IFunctionsWorkerMiddleware
{
    private static readonly ActivitySource Source = new("ToskaMesh.Functions");

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.IsHttp() || await context.GetHttpRequestDataAsync() is not { } request)
        {
            await next(context);
            return;
        }

        _ = ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, isRemote: true, out var trace);
        var correlationId = CorrelationId.Choose(request.Header(CorrelationId.Header), trace);
        context.Features.Set(new RequestCorrelation(correlationId));
        using var activity = Source.StartActivity(context.FunctionDefinition.Name, ActivityKind.Server, trace);
        using var scope = Log.Correlated(logger, correlationId);
        var started = time.GetTimestamp();
        await next(context);
        var response = context.GetHttpResponseData();
        response?.Headers.Add(CorrelationId.Header, correlationId);
        Report(context, request, response, correlationId, time.GetElapsedTime(started));
    }

    private void Report(
        FunctionContext context, HttpRequestData request, HttpResponseData? response, string correlationId, TimeSpan elapsed) =>
        Log.Answered(
            logger,
            request.Method,
            request.Url.AbsolutePath,
            (int?)response?.StatusCode ?? 0,
            elapsed.TotalMilliseconds,
            context.FindCaller()?.Subject ?? "-",
            correlationId);
}

using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ToskaMesh.Functions.Http;

/// <summary>
/// Refuses bodies that are too large, and chunked ones: the host hands those over empty
/// (azure-functions-host#7930), which must not look like a caller's mistake in the body.
/// </summary>
internal sealed class BodyLimitMiddleware(HttpFunctions functions) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.IsHttp() && await context.GetHttpRequestDataAsync() is { } request && Refusal(request, LimitOf(context)) is { } problem)
        {
            context.SetHttpResponse(await request.ProblemAsync(problem));
            return;
        }

        await next(context);
    }

    private int LimitOf(FunctionContext context) => functions.Find(context.FunctionDefinition.EntryPoint)?.MaxBody ?? BodyLimit.Bytes;

    private static Problem? Refusal(HttpRequestData request, int limit)
    {
        if (request.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) is true)
        {
            return Problems.ChunkedBody;
        }

        var declared = long.TryParse(request.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;
        var actual = request.Body.CanSeek ? request.Body.Length : 0;
        return Math.Max(declared, actual) > limit ? Problems.BodyTooLarge(limit) : null;
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Configuration.Secrets;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Http;

/// <summary>Turns what escaped a function into an answer: without it the host answers an empty 500.</summary>
internal sealed partial class FailureMiddleware(ILogger<FailureMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.IsHttp() || await context.GetHttpRequestDataAsync() is not { } request)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The caller went away: nobody reads an answer, and it is no failure of ours.
            throw;
        }
        catch (Exception exception)
        {
            context.SetHttpResponse(await request.ProblemAsync(Explain(exception, context.FunctionDefinition.Name)));
        }
    }

    private Problem Explain(Exception exception, string function)
    {
        // The worker wraps what a function throws; the cause says what happened.
        var cause = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        if (cause is StoreUnavailableException or NotReadyException or SecretsUnavailableException or PasswordHashingBusyException)
        {
            // Their messages are for callers, and name no path, host or connection string; the log has the exception with its cause.
            Log.Unavailable(logger, function, cause.Message, cause);
            return Problems.Unavailable(cause.Message);
        }

        Log.Failed(logger, function, exception);
        return Problems.InternalError;
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Admin;
using ToskaMesh.Emulator.Host.Durable;
using ToskaMesh.Emulator.Host.Routing;

namespace ToskaMesh.Emulator.Host.Http;

/// <summary>Answers each request: the host's own paths, then the functions, and no exception gets past it.</summary>
internal sealed partial class HostApplication(
    HttpFunctions functions, AdminApi admin, DurableWebhooks orchestrations, ILogger<HostApplication> logger)
    : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> connection)
        {
            return new DefaultHttpContext(contextFeatures);
        }

        // One object serves the requests of a connection in turn.
        var context = connection.HostContext ??= new DefaultHttpContext();
        context.Initialize(contextFeatures);
        return context;
    }

    public async Task ProcessRequestAsync(DefaultHttpContext context)
    {
        try
        {
            await (DurableWebhooks.Owns(context.Request.Path) ? orchestrations.AnswerAsync(context)
                : HostPaths.IsReserved(context.Request.Path) ? admin.AnswerAsync(context)
                : functions.AnswerAsync(context));
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.CallerGone(logger, context.Request.Method, context.Request.Path, exception);
        }
        catch (BadHttpRequestException exception)
        {
            Log.BadRequest(logger, context.Request.Method, context.Request.Path, exception);
            Answer(context.Response, exception.StatusCode);
        }
        catch (Exception exception)
        {
            Log.RequestFailed(logger, context.Request.Method, context.Request.Path, exception);
            Answer(context.Response, StatusCodes.Status500InternalServerError);
        }
    }

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();

    private static void Answer(HttpResponse response, int status)
    {
        if (!response.HasStarted)
        {
            response.Clear();
            response.StatusCode = status;
        }
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Host.Keys;
using ToskaMesh.Emulator.Host.Routing;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Http;

/// <summary>Hands requests to functions and answers with what they leave.</summary>
internal sealed class HttpFunctions(
    RouteTable routes, HostKeys keys, RequestReader reader, IFunctionInvoker invoker, ResponseWriter writer, IConfiguration settings)
{
    private readonly HashSet<string> _disabled =
        [.. routes.Routes.Select(r => r.Function.Name).Where(n => DisabledFunctions.Contains(n, settings))];

    public Task AnswerAsync(HttpContext context)
    {
        var route = routes.Match(context.Request.Method, context.Request.Path, out var values);
        if (route is null)
        {
            return AnswerAsync(context.Response, StatusCodes.Status404NotFound);
        }

        if (!keys.Allow(context.Request, ((HttpTriggerAttribute)route.Function.Trigger).AuthLevel))
        {
            return AnswerAsync(context.Response, StatusCodes.Status401Unauthorized);
        }

        return _disabled.Contains(route.Function.Name) && !keys.AllowAdmin(context.Request)
            ? AnswerAsync(context.Response, StatusCodes.Status404NotFound)
            : InvokeAsync(context, route, values);
    }

    private static Task AnswerAsync(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }

    private async Task InvokeAsync(HttpContext context, FunctionRoute route, RouteValueDictionary values)
    {
        var trigger = await reader.ReadAsync(context.Request, values);
        var outcome = await invoker.InvokeAsync(route.Function, trigger, context.RequestAborted);
        if (outcome is { Succeeded: true, Bindings: { } bindings })
        {
            await writer.WriteAsync(context.Response, bindings);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}

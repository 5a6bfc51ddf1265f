using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Host.Keys;
using ToskaMesh.Emulator.Host.Settings;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>The HTTP API of orchestrations. All of it wants the system key or the master key.</summary>
internal sealed class DurableWebhooks(
    DurableHost host,
    DurableEngine engine,
    HostSettings settings,
    SystemKey key,
    HostKeys keys,
    InstanceEndpoints instances,
    InstanceListEndpoints list)
{
    public const string Root = "/runtime/webhooks/durabletask";

    public static bool Owns(PathString path) => path.StartsWithSegments(Root);

    public async Task AnswerAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = settings.RequestBodyLimit;
        try
        {
            await AnswerByKeyAsync(context);
        }
        catch (HubUnavailableException exception)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(exception.Message, context.RequestAborted);
        }
    }

    private Task AnswerByKeyAsync(HttpContext context)
    {
        if (!key.Matches(context.Request) && !keys.AllowAdmin(context.Request))
        {
            return AnswerAsync(context.Response, StatusCodes.Status401Unauthorized);
        }

        if (!host.IsStarted || (context.Request.Query["taskHub"].ToString() is { Length: > 0 } hub && !IsOurs(hub)))
        {
            return AnswerAsync(context.Response, StatusCodes.Status404NotFound);
        }

        context.Request.Path.StartsWithSegments(Root, out var rest);
        var segments = (rest.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (context.Request.Method, segments.Length, Word(segments, 0), Word(segments, 2)) switch
        {
            ("POST", 2 or 3, "orchestrators", _) => instances.StartAsync(context, segments[1], segments.ElementAtOrDefault(2)),
            ("GET", 1, "instances", _) => list.ListAsync(context),
            ("DELETE", 1, "instances", _) => list.PurgeAsync(context),
            ("GET", 2, "instances", _) => instances.StatusAsync(context, segments[1]),
            ("DELETE", 2, "instances", _) => instances.PurgeAsync(context, segments[1]),
            ("POST", 4, "instances", "raiseevent") => instances.RaiseEventAsync(context, segments[1], segments[3]),
            ("POST", 3, "instances", "terminate") => instances.TerminateAsync(context, segments[1]),
            ("POST", 3, "instances", "suspend") => instances.SuspendAsync(context, segments[1]),
            ("POST", 3, "instances", "resume") => instances.ResumeAsync(context, segments[1]),
            _ => AnswerAsync(context.Response, StatusCodes.Status404NotFound),
        };
    }

    private bool IsOurs(string hub) => string.Equals(hub, engine.Hub, StringComparison.OrdinalIgnoreCase);

    private static string? Word(string[] segments, int index) => segments.ElementAtOrDefault(index)?.ToLowerInvariant();

    private static Task AnswerAsync(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}

using Microsoft.AspNetCore.Http;
using ToskaMesh.Emulator.Host.Keys;

namespace ToskaMesh.Emulator.Host.Admin;

/// <summary>The host's own API below <c>/admin</c>. All but ping wants the master key.</summary>
internal sealed class AdminApi(HostKeys keys, HostStatusEndpoint status, FunctionEndpoints functions)
{
    public Task AnswerAsync(HttpContext context)
    {
        var segments = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isGet = HttpMethods.IsGet(context.Request.Method);
        if (Is(segments, "admin", "host", "ping") && (isGet || HttpMethods.IsPost(context.Request.Method)))
        {
            return Task.CompletedTask;
        }

        if (!keys.AllowAdmin(context.Request))
        {
            return AnswerAsync(context.Response, StatusCodes.Status401Unauthorized);
        }

        return (context.Request.Method, segments.Length) switch
        {
            ("GET", 3) when Is(segments, "admin", "host", "status") => status.AnswerAsync(context.Response),
            ("GET", 2) when Is(segments, "admin", "functions") => functions.ListAsync(context.Response),
            ("GET", 4) when Is(segments, "admin", "functions", segments[2], "status") => functions.StatusAsync(context.Response, segments[2]),
            ("POST", 3) when Is(segments, "admin", "functions", segments[2]) => functions.StartAsync(context, segments[2]),
            _ => AnswerAsync(context.Response, StatusCodes.Status404NotFound),
        };
    }

    private static bool Is(string[] segments, params string[] expected) =>
        segments.SequenceEqual(expected, StringComparer.OrdinalIgnoreCase);

    private static Task AnswerAsync(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}

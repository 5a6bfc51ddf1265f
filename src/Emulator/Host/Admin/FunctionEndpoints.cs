using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Routing;
using ToskaMesh.Emulator.Host.Settings;

namespace ToskaMesh.Emulator.Host.Admin;

/// <summary><c>/admin/functions</c>: the list, a function's status, and starting one by hand.</summary>
internal sealed class FunctionEndpoints(
    FunctionCatalog catalog, RouteTable routes, ManualStarts starts, IConfiguration settings)
{
    public Task ListAsync(HttpResponse response)
    {
        var templates = routes.Routes.ToDictionary(r => r.Function.Name, r => "/" + r.Template.TemplateText);
        var running = catalog.Functions.Select(f => new FunctionEntry(
            f.Name, f.EntryPoint, f.TriggerBinding.Type, templates.GetValueOrDefault(f.Name), DisabledFunctions.Contains(f.Name, settings)));
        var failed = catalog.Errors.Keys.Select(n => new FunctionEntry(n, null, null, null, DisabledFunctions.Contains(n, settings)));
        return response.WriteAsJsonAsync(running.Concat(failed).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase), AdminJson.Options);
    }

    public Task StatusAsync(HttpResponse response, string name)
    {
        if (catalog.IsInError(name, out var reason))
        {
            return response.WriteAsJsonAsync(new FunctionStatus([reason]), AdminJson.Options);
        }

        if (catalog.TryGet(name, out _))
        {
            return response.WriteAsJsonAsync(new FunctionStatus(null), AdminJson.Options);
        }

        response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>202 at once; the function runs in the background.</summary>
    public async Task StartAsync(HttpContext context, string name)
    {
        if (!catalog.TryGet(name, out var function))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (status, input) = await ReadAsync(context.Request);
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status202Accepted)
        {
            starts.Start(function, input?.Input);
        }
    }

    private static async Task<(int Status, ManualInput? Input)> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            return (StatusCodes.Status415UnsupportedMediaType, null);
        }

        try
        {
            var input = await request.ReadFromJsonAsync<ManualInput>(AdminJson.Options, request.HttpContext.RequestAborted);
            return input is null ? (StatusCodes.Status400BadRequest, null) : (StatusCodes.Status202Accepted, input);
        }
        catch (JsonException)
        {
            return (StatusCodes.Status400BadRequest, null);
        }
    }
}

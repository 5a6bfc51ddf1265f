using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;
using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Registry;
using EnvironmentName = ToskaMesh.Shared.Configuration.EnvironmentName;

namespace ToskaMesh.Gateway.Watching;

/// <summary>A request for an effective configuration that is to wait until it is another one than the caller has.</summary>
internal sealed record WatchRequest(ServiceName Service, InstanceId? Instance, EnvironmentName Environment, TimeSpan Wait)
{
    public const string Path = "/api/Configurations/effective";

    /// <returns>False for what does not wait, or is at fault: which one, the control plane says.</returns>
    public static bool TryRead(HttpContext context, [NotNullWhen(true)] out WatchRequest? watch)
    {
        watch = null;
        var (request, query) = (context.Request, context.Request.Query);
        if (!HttpMethods.IsGet(request.Method)
            || request.Headers.IfNoneMatch.Count == 0
            || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            || !ConfigurationWait.TryParse(Single(query, ConfigurationWait.Parameter), out var wait)
            || wait == TimeSpan.Zero
            || !ServiceName.TryParse(Single(query, "service"), out var service))
        {
            return false;
        }

        InstanceId? instance = null;
        var environment = EnvironmentName.Default;
        if ((query.ContainsKey("instance") && !InstanceId.TryParse(Single(query, "instance"), out instance))
            || (query.ContainsKey("environment") && !EnvironmentName.TryParse(Single(query, "environment"), out environment)))
        {
            return false;
        }

        watch = new WatchRequest(service, instance, environment!, wait);
        return true;
    }

    private static string? Single(IQueryCollection query, string name) => query[name] is [{ } one] ? one : null;
}

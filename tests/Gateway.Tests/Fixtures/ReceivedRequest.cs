using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>A request as it arrived at a service.</summary>
internal sealed record ReceivedRequest(string Method, string Target, string Protocol, IReadOnlyDictionary<string, string> Headers)
{
    public static ReceivedRequest Of(HttpContext context) => new(
        context.Request.Method,
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        context.Request.Protocol,
        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

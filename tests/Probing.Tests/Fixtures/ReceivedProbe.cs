using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ToskaMesh.Probing.Tests.Fixtures;

internal sealed record ReceivedProbe(string Protocol, string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public static ReceivedProbe Of(HttpRequest request) => new(
        request.Protocol,
        request.Method,
        request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget,
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
}

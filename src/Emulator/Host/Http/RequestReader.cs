using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Emulator.Worker.Http;

namespace ToskaMesh.Emulator.Host.Http;

/// <summary>Takes requests from connections whole, as the genuine host sends them to its worker.</summary>
internal sealed class RequestReader(long bodyLimit)
{
    /// <exception cref="RequestBodyTooLargeException">The body is longer than the limit.</exception>
    public async ValueTask<HttpTriggerInput> ReadAsync(HttpRequest request, RouteValueDictionary routeValues)
    {
        var body = await ReadBodyAsync(request);
        return new HttpTriggerInput(routeValues)
        {
            Method = request.Method,
            Url = Url(request),
            QueryString = request.QueryString.Value ?? "",
            Headers = Headers(request.Headers),
            Body = body,
        };
    }

    /// <summary>HTTP/1.0 knows requests without a host.</summary>
    private static string Url(HttpRequest request)
    {
        var host = request.Host.HasValue ? request.Host : new HostString("localhost");
        return UriHelper.BuildAbsolute(request.Scheme, host, request.PathBase, request.Path, request.QueryString);
    }

    private static HttpHeadersCollection Headers(IHeaderDictionary headers)
    {
        var collection = new HttpHeadersCollection();
        foreach (var (name, values) in headers)
        {
            collection.TryAddWithoutValidation(name, values.ToString());
        }

        return collection;
    }

    /// <summary>A body without a length, that is a chunked one, arrives empty under the genuine host, so here, too.</summary>
    private async ValueTask<byte[]> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is not > 0)
        {
            return [];
        }

        if (request.ContentLength > bodyLimit)
        {
            throw new RequestBodyTooLargeException(request.ContentLength.Value, bodyLimit);
        }

        var body = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(body, request.HttpContext.RequestAborted);
        return body;
    }
}

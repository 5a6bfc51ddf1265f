using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Worker.Http;

/// <summary>A response in the making.</summary>
internal sealed class InvocationHttpResponse(FunctionContext context) : HttpResponseData(context)
{
    private ResponseCookies? _cookies;

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies ??= new ResponseCookies();

    /// <summary>Empty without making the collection.</summary>
    public IReadOnlyList<IHttpCookie> AppendedCookies => _cookies?.Appended ?? [];
}

using System.Security.Claims;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Worker.Http;

/// <summary>The request of an invocation, taken from the connection whole: it may outlive it when the function runs late.</summary>
internal sealed class InvocationHttpRequest(FunctionContext context, HttpTriggerInput input) : HttpRequestData(context)
{
    private Stream? _body;
    private Uri? _url;
    private IReadOnlyCollection<IHttpCookie>? _cookies;

    public override Stream Body => _body ??= new MemoryStream(input.Body, 0, input.Body.Length, writable: false, publiclyVisible: true);

    public override HttpHeadersCollection Headers => input.Headers;

    public override IReadOnlyCollection<IHttpCookie> Cookies => _cookies ??= RequestCookies.Parse(Headers);

    public override Uri Url => _url ??= new Uri(input.Url);

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => input.Method;

    public override HttpResponseData CreateResponse() => new InvocationHttpResponse(FunctionContext);
}

using System.Net;
using System.Net.Http.Headers;

namespace ToskaMesh.Cli.Sessions;

/// <summary>Sends requests as the person who logged in.</summary>
internal sealed class SessionHandler : DelegatingHandler
{
    private readonly SessionTokens _tokens;

    public SessionHandler(SessionFile file, Uri url, TimeProvider time, HttpMessageHandler inner)
        : base(inner) => _tokens = new SessionTokens(file, url, new HttpMessageInvoker(inner, disposeHandler: false), time);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await _tokens.CurrentAsync(refused: null, cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
        {
            return response;
        }

        // Either this machine's clock is late or the session has ended: a refresh tells which.
        response.Dispose();
        return await SendAsync(request, await _tokens.CurrentAsync(token, cancellationToken), cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancellationToken);
    }
}

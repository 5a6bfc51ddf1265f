namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// Sends each piece of a body without a known length when it comes. HTTP/1.1 connections otherwise keep small pieces
/// until four kilobytes are together, which a service that answers to the first piece would wait for in vain.
/// </summary>
internal sealed class UnbufferedBodyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { Headers.ContentLength: null } body)
        {
            request.Content = new UnbufferedContent(body);
        }

        return base.SendAsync(request, cancellationToken);
    }
}

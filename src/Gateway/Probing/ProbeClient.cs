using System.Net;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Configuration;

namespace ToskaMesh.Gateway.Probing;

/// <summary>Sends one probe. It dials by the same rules as traffic does, and follows no redirect.</summary>
internal sealed class ProbeClient(InstanceHandlers handlers, TimeProvider timeProvider) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(handlers.Create());

    /// <returns>Null when it passed, or why it did not.</returns>
    public async Task<string?> ProbeAsync(DestinationConfig destination, RoutedCheck check, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(check.Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = RequestTo(destination, check);
            using var response = await _client.SendAsync(request, either.Token);
            return response.IsSuccessStatusCode ? null : $"answered {(int)response.StatusCode}";
        }
        catch (HttpRequestException failure)
        {
            return failure.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"did not answer within {check.Timeout}";
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage RequestTo(DestinationConfig destination, RoutedCheck check)
    {
        var authority = new Uri(destination.Address).Authority;
        var speaksHttp2 = !check.Tls && DestinationMetadata.IsH2c(destination);
        var request = new HttpRequestMessage(HttpMethod.Get, $"{(check.Tls ? "https" : "http")}://{authority}{check.Path}")
        {
            Version = speaksHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.UserAgent.ParseAdd("ToskaMesh-Probe/1.0");
        return request;
    }
}

using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.ControlPlane;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Observations;

/// <summary>Posts reports with this gateway's own key, and to the control plane only.</summary>
internal sealed class HttpReportSender(IOptions<GatewayOptions> options, TimeProvider timeProvider) : IReportSender, IDisposable
{
    // Longer than the control plane takes to answer from sleep.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _client = new(ControlPlaneHandler.Create(options.Value));
    private readonly Uri _address = new(new Uri(options.Value.ControlPlane), "/api/Status/observations");

    public async Task<SendResult> SendAsync(byte[] report, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var request = RequestOf(report);
            using var response = await _client.SendAsync(request, either.Token);
            return Judge(response.StatusCode);
        }
        catch (HttpRequestException failure)
        {
            return new SendResult(SendOutcome.Unavailable, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult(SendOutcome.Unavailable, $"No answer within {Patience.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _client.Dispose();

    // A body of known length: the Functions host drops those that come in chunks.
    private HttpRequestMessage RequestOf(byte[] report)
    {
        var content = new ByteArrayContent(report);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentLength = report.Length;
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        request.Headers.Add(ApiKey.Header, options.Value.FirstApiKey);
        return request;
    }

    private static SendResult Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => new SendResult(SendOutcome.Accepted),
        401 or 403 => new SendResult(SendOutcome.Unavailable, $"It answers {(int)status}: Mesh:Gateway:ApiKey must be the same there, as a key of role Gateway."),
        404 or 408 or 429 or >= 500 => new SendResult(SendOutcome.Unavailable, $"It answers {(int)status}."),
        _ => new SendResult(SendOutcome.Refused, $"It answers {(int)status}."),
    };
}

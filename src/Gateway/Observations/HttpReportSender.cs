using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.ControlPlane;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// Posts reports with this gateway's own key or, where it is a client, with a token of its own; and to the control plane
/// only. One report at a time.
/// </summary>
internal sealed class HttpReportSender : IReportSender, IDisposable
{
    // Longer than the control plane takes to answer from sleep.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _timeProvider;
    private readonly HttpMessageInvoker _client;
    private readonly Uri _address;
    private readonly string _apiKey;
    private readonly OwnToken? _token;

    public HttpReportSender(IOptions<GatewayOptions> options, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _client = new HttpMessageInvoker(ControlPlaneHandler.Create(options.Value));
        _address = new Uri(new Uri(options.Value.ControlPlane), "/api/Status/observations");
        _apiKey = options.Value.FirstApiKey;
        _token = options.Value.IsClient ? new OwnToken(_client, options.Value, timeProvider) : null;
    }

    public async Task<SendResult> SendAsync(byte[] report, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await (_token is null
                ? SendAsync(report, headers => headers.Add(ApiKey.Header, _apiKey), either.Token)
                : SendAsClientAsync(report, _token, either.Token));
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

    // A token that was good by its time may have been revoked: another one is asked for, once.
    private async Task<SendResult> SendAsClientAsync(byte[] report, OwnToken own, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var token = await own.GetAsync(cancellationToken);
            if (!token.Succeeded)
            {
                return new SendResult(SendOutcome.Unavailable, token.Refusal);
            }

            var result = await SendAsync(
                report, headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token), cancellationToken);
            if (!result.IsUnauthorized)
            {
                return result;
            }

            own.Forget();
            if (!isFirst)
            {
                return result;
            }
        }
    }

    private async Task<SendResult> SendAsync(byte[] report, Action<HttpRequestHeaders> introduce, CancellationToken cancellationToken)
    {
        // A body of known length: the Functions host drops those that come in chunks.
        var content = new ByteArrayContent(report);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentLength = report.Length;
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        introduce(request.Headers);
        using var response = await _client.SendAsync(request, cancellationToken);
        return Judge(response.StatusCode);
    }

    private SendResult Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => new SendResult(SendOutcome.Accepted),
        401 or 403 => new SendResult(SendOutcome.Unavailable, $"It answers {(int)status}: {Advice}") { IsUnauthorized = status is HttpStatusCode.Unauthorized },
        404 or 408 or 429 or >= 500 => new SendResult(SendOutcome.Unavailable, $"It answers {(int)status}."),
        _ => new SendResult(SendOutcome.Refused, $"It answers {(int)status}."),
    };

    private string Advice => _token is null
        ? "Mesh:Gateway:ApiKey must be the same there, as a key of role Gateway."
        : "Mesh:Gateway:ClientId must be a client of role Gateway there.";
}

using System.Net;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing;

/// <summary>Sends one request, and judges the status and, where the check asks for it, the body of the answer.</summary>
internal sealed class HttpProbe(ProbeHandlers handlers) : IProbe
{
    public async Task<ProbeResult> RunAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        using var request = ProbeRequest.OfHttp(target);
        using var response = await handlers.SendAsync(request, target.Check.TlsSkipVerify, cancellationToken);
        var status = (int)response.StatusCode;
        if (!(target.Check.ExpectedStatus ?? ExpectedStatus.Success).Contains(status))
        {
            return Unexpected(response, status);
        }

        if (target.Check.BodyMatch is not { } text)
        {
            return ProbeResult.Passing($"answered {status}");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await BodySearch.ContainsAsync(body, text, cancellationToken)
            ? ProbeResult.Passing($"answered {status} with the expected text")
            : ProbeResult.Critical($"answered {status}, but the first {ProbeHandlers.MaxBody / 1024} KiB of the body do not hold the expected text");
    }

    private static ProbeResult Unexpected(HttpResponseMessage response, int status) => status switch
    {
        // As in Consul: it is there, and asks to be left alone.
        (int)HttpStatusCode.TooManyRequests => ProbeResult.Warning("answered 429: too many requests"),
        >= 300 and < 400 when response.Headers.Location is { } location =>
            ProbeResult.Critical($"answered {status}, a redirect to {PlaceOf(location)}; redirects are not followed"),
        _ => ProbeResult.Critical($"answered {status}"),
    };

    // Without credentials and query: there may be secrets in them.
    private static string PlaceOf(Uri location) => location.IsAbsoluteUri
        ? location.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : location.OriginalString.Split('?', '#')[0];
}

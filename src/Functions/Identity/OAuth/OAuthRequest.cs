using System.Net.Http.Headers;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity.OAuth;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>A request of OAuth: its parameters, and who its client says it is.</summary>
internal sealed record OAuthRequest(OAuthForm Form, PresentedClient? Client)
{
    private const string FormType = "application/x-www-form-urlencoded";

    public static async Task<(OAuthRequest? Request, OAuthError? Error)> ReadAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out var type)
            || !FormType.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return (null, OAuthError.InvalidRequest($"The parameters come as {FormType}."));
        }

        var body = await request.ReadBodyAsync(cancellationToken);
        if (OAuthForm.Parse(body.Span, out var error) is not { } form)
        {
            return (null, error);
        }

        var client = PresentedClient.Read(request.Header("Authorization"), form, out error);
        return error is null ? (new OAuthRequest(form, client), null) : (null, error);
    }
}

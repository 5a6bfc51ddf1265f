using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Identity.Tokens;

namespace ToskaMesh.Functions.Access;

/// <summary>Finds out who is calling: by an API key, or by an access token for the control plane.</summary>
internal sealed partial class CallerAuthentication(ApiKeyAuthentication keys, TokenVerification tokens, ILogger<CallerAuthentication> logger)
{
    private const string Scheme = "Bearer";

    /// <param name="apiKey">The header <c>X-API-Key</c>, or null.</param>
    /// <param name="authorization">The header <c>Authorization</c>, or null. Another scheme than Bearer is none of the mesh's credentials.</param>
    public async ValueTask<Authentication> AuthenticateAsync(string? apiKey, string? authorization, CancellationToken cancellationToken)
    {
        var token = TokenOf(authorization);
        return (apiKey, token) switch
        {
            (null, null) => Authentication.Nobody,
            (_, null) => await keys.AuthenticateAsync(apiKey, cancellationToken) is { } holder ? Authentication.Of(holder) : Authentication.InvalidKey,
            (null, _) => await OfTokenAsync(token, cancellationToken),
            _ => Authentication.Ambiguous,
        };
    }

    private static string? TokenOf(string? authorization) =>
        authorization?.Split(' ', 2) is [var scheme, .. var rest] && scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
            ? rest is [var token] ? token.Trim() : ""
            : null;

    private async ValueTask<Authentication> OfTokenAsync(string token, CancellationToken cancellationToken)
    {
        var verdict = await tokens.VerifyAsync(token, cancellationToken);
        if (verdict.Accepted)
        {
            return Authentication.Of(verdict.Token.ToCaller());
        }

        Log.TokenRefused(logger, verdict.Fault.Value);
        return Authentication.InvalidToken(verdict.Fault.Value);
    }
}

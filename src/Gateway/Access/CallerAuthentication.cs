using Microsoft.Extensions.Primitives;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Gateway.Access;

/// <summary>Finds out who sent a request, by an API key or by an access token.</summary>
internal sealed class CallerAuthentication(ApiKeyAuthentication keys, TokenAuthentication tokens, AuthenticationMetrics metrics)
{
    private const string Bearer = "Bearer ";

    /// <param name="headers">Those of the request, as it came.</param>
    /// <param name="passesAuthorization">
    /// Whether the service gets <c>Authorization</c>: beside an API key it is the service's own business then.
    /// </param>
    public AuthenticationOutcome Authenticate(IHeaderDictionary headers, bool passesAuthorization, out MeshCaller? caller)
    {
        caller = null;
        var authorization = headers.Authorization;
        var hasKey = headers.TryGetValue(ApiKey.Header, out var key);
        if (!hasKey && authorization.Count == 0)
        {
            return AuthenticationOutcome.None;
        }

        // Which of two credentials counts would be a guess, and a guess that differs from another server's is a way
        // past one of them (RFC 6750, section 3.1: more than one method is an invalid request).
        var hasToken = authorization.Count > 0 && !(hasKey && passesAuthorization) && IsBearer(authorization[0]);
        if ((hasKey && hasToken) || key.Count > 1 || (hasToken && authorization.Count > 1))
        {
            metrics.Ambiguous();
            return AuthenticationOutcome.Ambiguous;
        }

        if (passesAuthorization && IsAnyMisdirected(authorization))
        {
            metrics.OfToken(TokenFault.WrongAudience);
            return AuthenticationOutcome.MisdirectedToken;
        }

        return hasKey ? ByKey(key[0], out caller) : hasToken ? ByToken(authorization[0]!, out caller) : AuthenticationOutcome.None;
    }

    // RFC 9110, section 11.1: the scheme's case means nothing.
    private static bool IsBearer(string? authorization) => authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true;

    // Of all that the service would get, also what stands beside a key and is not looked at otherwise.
    private bool IsAnyMisdirected(StringValues authorization)
    {
        foreach (var value in authorization)
        {
            if (IsBearer(value) && tokens.Authenticate(value.AsSpan(Bearer.Length)) is (null, TokenFault.WrongAudience))
            {
                return true;
            }
        }

        return false;
    }

    private AuthenticationOutcome ByKey(string? key, out MeshCaller? caller)
    {
        caller = keys.Authenticate(key);
        metrics.OfKey(caller is not null);
        return caller is null ? AuthenticationOutcome.InvalidKey : AuthenticationOutcome.Accepted;
    }

    private AuthenticationOutcome ByToken(string authorization, out MeshCaller? caller)
    {
        (caller, var fault) = tokens.Authenticate(authorization.AsSpan(Bearer.Length));
        metrics.OfToken(caller is null ? fault : null);
        return caller is null ? AuthenticationOutcome.InvalidToken : AuthenticationOutcome.Accepted;
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.OAuth;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>The token endpoint (RFC 6749, section 3.2).</summary>
public sealed class TokenFunction(
    ClientAuthentication authentication,
    IClientStore clients,
    IAccessTokenIssuer issuer,
    IUserSessions sessions,
    ISecurityAudit audit,
    IRequestOrigins origins,
    IAfterCommit afterCommit,
    TimeProvider time)
{
    [Function("OAuthToken")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Gives an access token to a client for its secret (client_credentials), or to a person's client for a refresh token.", Form = "oauth-token")]
    [Answers(200, typeof(TokenAnswer)), Answers(400, typeof(OAuthErrorAnswer)), Answers(401, typeof(OAuthErrorAnswer)), Answers(429, typeof(OAuthErrorAnswer)), Answers(503)]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "oauth/token")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var (read, error) = await OAuthRequest.ReadAsync(request, cancellationToken);
        if (read is null)
        {
            return await request.RefuseAsync(error!);
        }

        if (OAuthTarget.Audience(read.Form) is not { } audience)
        {
            return await request.RefuseAsync(OAuthError.InvalidTarget);
        }

        return read.Form.Find("grant_type") switch
        {
            "client_credentials" => await IssueAsync(request, read, audience, cancellationToken),
            "refresh_token" => await RefreshAsync(request, read, audience, cancellationToken),
            null => await request.RefuseAsync(OAuthError.InvalidRequest("grant_type is missing.")),
            _ => await request.RefuseAsync(OAuthError.UnsupportedGrantType),
        };
    }

    private async Task<HttpResponseData> IssueAsync(HttpRequestData request, OAuthRequest read, string audience, CancellationToken cancellationToken)
    {
        if (read.Client is null)
        {
            return await request.RefuseAsync(OAuthError.InvalidClient);
        }

        // Before the client is read: whoever revokes its tokens after that revokes this one.
        var decidedAt = time.GetUtcNow();
        var origin = origins.OriginOf(request);
        var authenticated = await authentication.AuthenticateAsync(read.Client, origin, cancellationToken);
        if (authenticated.Client is not { } client)
        {
            return await request.RefuseAsync(authenticated);
        }

        if (OAuthTarget.Scopes(read.Form, client.Scopes) is not { } scopes)
        {
            return await request.RefuseAsync(OAuthError.InvalidScope);
        }

        var token = await issuer.IssueAsync(Claims(client, audience, scopes), decidedAt, cancellationToken);
        var happened = (origin with { Actor = client.Id }).Event(time.GetUtcNow(), SecurityActions.ClientAuthenticated, client.Id, $"token for {audience}");
        await audit.AppendAsync(happened, cancellationToken);
        await afterCommit.RunAsync();
        return await request.SecretAsync(Answer(token, scopes));
    }

    private async Task<HttpResponseData> RefreshAsync(HttpRequestData request, OAuthRequest read, string audience, CancellationToken cancellationToken)
    {
        if (read.Form.Find("refresh_token") is not { } refreshToken)
        {
            return await request.RefuseAsync(OAuthError.InvalidRequest("refresh_token is missing."));
        }

        if (read.Client is not { } presented)
        {
            return await request.RefuseAsync(OAuthError.InvalidClient);
        }

        // A client with a secret must prove who it is; one that the mesh does not know is a person's own, and has none.
        var origin = origins.OriginOf(request);
        if (presented.Secret is not null || await clients.FindAsync(presented.Id, cancellationToken) is not null)
        {
            var authenticated = await authentication.AuthenticateAsync(presented, origin, cancellationToken);
            if (authenticated.Client is null)
            {
                return await request.RefuseAsync(authenticated);
            }
        }

        var result = await sessions.RefreshAsync(
            new RefreshRequest(refreshToken, presented.Id, audience) { Scopes = OAuthTarget.Asked(read.Form) }, origin, cancellationToken);
        await afterCommit.RunAsync();
        return result.Succeeded
            ? await request.SecretAsync(Answer(result.Grant.AccessToken, result.Grant.Scopes) with { RefreshToken = result.Grant.RefreshToken })
            : await request.RefuseAsync(result.Outcome is RefreshOutcome.ScopeNotGranted ? OAuthError.ScopeNotGranted : OAuthError.InvalidGrant);
    }

    private static AccessTokenClaims Claims(StoredClient client, string audience, IReadOnlyList<string> scopes) => new()
    {
        Subject = client.Id,
        Kind = CallerKind.Client,
        Audience = audience,
        SessionId = client.SessionId,
        ClientId = client.Id,
        Roles = [client.Role],
        Scopes = scopes,
        Services = [.. client.Services.OrderBy(service => service.Value, StringComparer.Ordinal)],
    };

    private TokenAnswer Answer(IssuedAccessToken token, IReadOnlyList<string> scopes) => new()
    {
        AccessToken = token.Token,
        ExpiresIn = Math.Max(0, (long)(token.ExpiresAt - time.GetUtcNow()).TotalSeconds),
        Scope = string.Join(' ', scopes),
    };
}

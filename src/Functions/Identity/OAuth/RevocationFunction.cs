using System.Net;
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

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>Ends what a token gives (RFC 7009).</summary>
public sealed class RevocationFunction(
    ClientAuthentication authentication,
    IClientStore clients,
    AccessTokens tokens,
    IUserSessions sessions,
    IRequestOrigins origins,
    IAfterCommit afterCommit,
    TimeProvider time)
{
    [Function("OAuthRevoke")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Ends the session of a refresh or access token; for a client's own access token, all of its tokens. Also 200 for a token that is none, or another client's.", Form = "oauth-revocation")]
    [Answers(200), Answers(400, typeof(OAuthErrorAnswer)), Answers(401, typeof(OAuthErrorAnswer)), Answers(429, typeof(OAuthErrorAnswer)), Answers(503)]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "oauth/revoke")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var (read, error) = await OAuthRequest.ReadAsync(request, cancellationToken);
        if (read is null)
        {
            return await request.RefuseAsync(error!);
        }

        if (read.Form.Find("token") is not { } token)
        {
            return await request.RefuseAsync(OAuthError.InvalidRequest("token is missing."));
        }

        if (read.Client is not { } presented)
        {
            return await request.RefuseAsync(OAuthError.InvalidClient);
        }

        var origin = origins.OriginOf(request);
        if (presented.Secret is not null || await clients.FindAsync(presented.Id, cancellationToken) is not null)
        {
            var authenticated = await authentication.AuthenticateAsync(presented, origin, cancellationToken);
            if (authenticated.Client is null)
            {
                return await request.RefuseAsync(authenticated);
            }
        }

        if (await RevokeAsync(token, presented.Id, origin, cancellationToken))
        {
            await afterCommit.RunAsync();
        }

        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Cache-Control", "no-store");
        return response;
    }

    private async Task<bool> RevokeAsync(string text, string clientId, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(text, cancellationToken) is not ({ Claims: var claims }, _))
        {
            return await sessions.RevokeAsync(text, clientId, origin, cancellationToken);
        }

        if (claims.ClientId != clientId)
        {
            return false;
        }

        return claims.Kind is CallerKind.Client
            ? await clients.RenewSessionAsync(
                clientId,
                claims.SessionId,
                (origin with { Actor = clientId }).Event(time.GetUtcNow(), SecurityActions.SessionEnded, claims.SessionId, "revoked by its client"),
                cancellationToken)
            : Guid.TryParse(claims.Subject, out var user)
                && await sessions.EndAsync(user, claims.SessionId, origin with { Actor = claims.Subject }, cancellationToken);
    }
}

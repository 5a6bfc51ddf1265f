using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.OAuth;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>
/// Says what a token is (RFC 7662), to a client that proves who it is or to the holder of an API key. A service learns
/// of tokens for services and of its own, Admins and gateways of all: nobody finds out by trying what else is valid.
/// </summary>
public sealed class IntrospectionFunction(
    ClientAuthentication authentication, IApiKeyAuthentication keys, AccessTokens tokens, IUserSessions sessions, IRequestOrigins origins)
{
    [Function("OAuthIntrospect")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Says whether a token is valid, and whose. The caller proves who it is by client secret or API key.", Form = "oauth-introspection")]
    [Answers(200, typeof(IntrospectionAnswer)), Answers(400, typeof(OAuthErrorAnswer)), Answers(401, typeof(OAuthErrorAnswer)), Answers(429, typeof(OAuthErrorAnswer)), Answers(503)]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "oauth/introspect")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var (read, error) = await OAuthRequest.ReadAsync(request, cancellationToken);
        if (read is null)
        {
            return await request.RefuseAsync(error!);
        }

        var (caller, failed) = await AuthenticateAsync(request, read, cancellationToken);
        if (caller is not { } asking)
        {
            return failed is null ? await request.RefuseAsync(OAuthError.InvalidClient) : await request.RefuseAsync(failed);
        }

        return read.Form.Find("token") is { } token
            ? await request.SecretAsync(await DescribeAsync(token, asking.Id, asking.Role, cancellationToken))
            : await request.RefuseAsync(OAuthError.InvalidRequest("token is missing."));
    }

    private async Task<((string Id, Role Role)? Caller, ClientAuthenticationResult? Failed)> AuthenticateAsync(
        HttpRequestData request, OAuthRequest read, CancellationToken cancellationToken)
    {
        if (read.Client is { } presented)
        {
            var result = await authentication.AuthenticateAsync(presented, origins.OriginOf(request), cancellationToken);
            return result.Client is { } client ? ((client.Id, client.Role), null) : (null, result);
        }

        var caller = await keys.AuthenticateAsync(request.Header(ApiKey.Header), cancellationToken);
        return (caller is null ? null : (caller.Subject, caller.Role), null);
    }

    private async Task<IntrospectionAnswer> DescribeAsync(string text, string caller, Role role, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(text, cancellationToken) is ({ Claims: var claims } token, var issuer))
        {
            var may = role is not Role.Service || claims.Audience == Audiences.Services || claims.ClientId == caller;
            return may ? IntrospectionAnswer.From(token, issuer) : IntrospectionAnswer.Inactive;
        }

        return role is not Role.Service && await sessions.DescribeAsync(text, cancellationToken) is { } refresh
            ? IntrospectionAnswer.From(refresh)
            : IntrospectionAnswer.Inactive;
    }
}

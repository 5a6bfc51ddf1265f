using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>From a password to tokens, and back.</summary>
public sealed class SignInFunctions(
    SignIn signIn, IUserSessions sessions, IClientStore clients, IRequestOrigins origins, IAfterCommit afterCommit)
{
    [Function("Login")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Starts a session with e-mail address and password.", Body = "login")]
    [Answers(200, typeof(AuthAnswer)), Answers(400), Answers(401), Answers(415), Answers(503)]
    public Task<HttpResponseData> Login(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/login")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(AccountBodies.Login, credentials => LoginAsync(request, credentials, cancellationToken), cancellationToken);

    [Function("RefreshSession")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Exchanges a refresh token, once, for another and a new access token.", Body = "refresh")]
    [Answers(200, typeof(AuthAnswer)), Answers(400), Answers(401), Answers(415), Answers(503)]
    public Task<HttpResponseData> Refresh(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/refresh")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(AccountBodies.Refresh, order => RefreshAsync(request, order, cancellationToken), cancellationToken);

    [Function("Logout")]
    [Access(AccessLevel.User)]
    [Operation("Ends the session of the presented access token.")]
    [Answers(204), Answers(403)]
    public async Task<HttpResponseData> Logout(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/logout")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        if (Guid.TryParse(caller.Subject, out var user) && caller.SessionId is { } session
            && await sessions.EndAsync(user, session, origins.OriginOf(request), cancellationToken))
        {
            await afterCommit.RunAsync();
        }

        return request.CreateResponse(HttpStatusCode.NoContent);
    }

    private async Task<HttpResponseData> LoginAsync(HttpRequestData request, Credentials credentials, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(credentials.ClientId, cancellationToken) is not null)
        {
            return await request.ProblemAsync(AccountProblems.ClientOfItsOwn);
        }

        var grant = await signIn.RunAsync(credentials, origins.OriginOf(request), cancellationToken);
        await afterCommit.RunAsync();
        return grant is not null
            ? await request.SecretAsync(AuthAnswer.From(grant))
            : await request.ProblemAsync(AccountProblems.LoginRefused);
    }

    private async Task<HttpResponseData> RefreshAsync(HttpRequestData request, RefreshRequest order, CancellationToken cancellationToken)
    {
        var result = await sessions.RefreshAsync(order, origins.OriginOf(request), cancellationToken);
        if (result.Outcome is not RefreshOutcome.Invalid)
        {
            await afterCommit.RunAsync();
        }

        return result.Succeeded
            ? await request.SecretAsync(AuthAnswer.From(result.Grant))
            : await request.ProblemAsync(AccountProblems.RefreshRefused);
    }
}

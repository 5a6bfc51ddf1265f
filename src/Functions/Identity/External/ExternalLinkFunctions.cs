using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity.Accounts;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.External;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>A person's own links to other OpenID providers.</summary>
public sealed class ExternalLinkFunctions(ExternalLinks links, IRequestOrigins origins, IAfterCommit afterCommit)
{
    [Function("LinkExternal")]
    [Access(AccessLevel.User)]
    [Operation("Links the account of whoever is signed in to a provider's ID token, which is verified as for a sign-in. It takes the present password; without one, a session of the last minutes.", Body = "external-link")]
    [Answers(204), Answers(400), Answers(403), Answers(409), Answers(415)]
    public Task<HttpResponseData> Link(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/external/link")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(ExternalOrderParser.ParseLink, order => LinkAsync(request, context, order, cancellationToken), cancellationToken);

    [Function("UnlinkExternal")]
    [Access(AccessLevel.User)]
    [Operation("Takes away what links the caller's account to a provider, and ends all other sessions. Not the last way to sign in.")]
    [Answers(204), Answers(403), Answers(404), Answers(409)]
    public async Task<HttpResponseData> Unlink(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/Auth/external/{provider}")] HttpRequestData request,
        string provider,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        var outcome = Guid.TryParse(caller.Subject, out var user)
            ? await links.UnlinkAsync(user, caller.SessionId, provider, origins.OriginOf(request), cancellationToken)
            : ExternalOutcome.NoAccount;
        await afterCommit.RunAsync();
        return outcome switch
        {
            ExternalOutcome.Done => request.CreateResponse(HttpStatusCode.NoContent),
            ExternalOutcome.LastWayIn => await request.ProblemAsync(ExternalProblems.LastWayIn),
            _ => await request.ProblemAsync(ExternalProblems.NoSuchLink(provider)),
        };
    }

    private async Task<HttpResponseData> LinkAsync(
        HttpRequestData request, FunctionContext context, ExternalLinkOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var caller = context.GetCaller();
            var outcome = Guid.TryParse(caller.Subject, out var user)
                ? await links.LinkAsync(user, caller.SessionId, order, origins.OriginOf(request), cancellationToken)
                : ExternalOutcome.NotLinked;
            await afterCommit.RunAsync();

            // 401 would say that the caller's own token is not valid.
            return outcome is ExternalOutcome.Done
                ? request.CreateResponse(HttpStatusCode.NoContent)
                : await request.ProblemAsync(outcome is ExternalOutcome.Refused ? ExternalProblems.LinkRefused : ExternalProblems.Describe(outcome));
        }
        catch (ExternalProviderUnavailableException exception)
        {
            return await request.ProblemAsync(Problems.Unavailable(exception.Message));
        }
    }
}

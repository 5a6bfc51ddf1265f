using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>A person's own sessions.</summary>
public sealed class SessionFunctions(IUserSessions sessions, IRequestOrigins origins, IAfterCommit afterCommit)
{
    [Function("ListSessions")]
    [Access(AccessLevel.User)]
    [Operation("The caller's sessions, the newest first; a hundred at most.")]
    [Answers(200, typeof(IReadOnlyList<SessionAnswer>)), Answers(304), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Auth/sessions")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        var open = await sessions.ListAsync(UserOf(caller), cancellationToken);
        IReadOnlyList<SessionAnswer> answers = [.. open.Select(session => SessionAnswer.From(session, caller.SessionId))];
        return await request.ReadAsync(answers, answers);
    }

    [Function("EndSession")]
    [Access(AccessLevel.User)]
    [Operation("Ends one of the caller's sessions; its tokens are refused from now on.")]
    [Answers(204), Answers(403), Answers(404)]
    public async Task<HttpResponseData> End(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/Auth/sessions/{id}")] HttpRequestData request,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (!await sessions.EndAsync(UserOf(context.GetCaller()), id, origins.OriginOf(request), cancellationToken))
        {
            return await request.ProblemAsync(AccountProblems.UnknownSession(id));
        }

        await afterCommit.RunAsync();
        return request.CreateResponse(HttpStatusCode.NoContent);
    }

    [Function("EndSessions")]
    [Access(AccessLevel.User)]
    [Operation("Ends all of the caller's sessions, this one too.")]
    [Answers(204), Answers(403)]
    public async Task<HttpResponseData> EndAll(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/Auth/sessions")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(UserOf(context.GetCaller()), origins.OriginOf(request), cancellationToken);
        await afterCommit.RunAsync();
        return request.CreateResponse(HttpStatusCode.NoContent);
    }

    // A token of a person is of somebody with such an id; of anybody else there are no sessions.
    private static Guid UserOf(Caller caller) => Guid.TryParse(caller.Subject, out var id) ? id : Guid.Empty;
}

using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>A person's own account.</summary>
public sealed class OwnAccountFunctions(IUserStore users, OwnAccount account, IRequestOrigins origins, IAfterCommit afterCommit)
{
    [Function("GetProfile")]
    [Access(AccessLevel.User)]
    [Operation("Who is signed in.")]
    [Answers(200, typeof(ProfileAnswer)), Answers(304), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Auth/me")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(context, cancellationToken) is not { } user)
        {
            return await request.ProblemAsync(AccountProblems.UnknownUser(context.GetCaller().Subject));
        }

        var answer = ProfileAnswer.From(user);
        return await request.ReadAsync(answer, answer);
    }

    [Function("UpdateProfile")]
    [Access(AccessLevel.User)]
    [Operation("Replaces name and phone number.", Body = "profile")]
    [Answers(204), Answers(400), Answers(403), Answers(404), Answers(415)]
    public Task<HttpResponseData> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/Auth/me")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(
            AccountBodies.Profile,
            async change =>
            {
                var subject = context.GetCaller().Subject;
                var outcome = Guid.TryParse(subject, out var id)
                    ? (await account.ChangeProfileAsync(id, change, origins.OriginOf(request), cancellationToken)).Outcome
                    : UserChangeOutcome.NotFound;
                return await DoneAsync(request, outcome is UserChangeOutcome.Done, AccountProblems.UnknownUser(subject));
            },
            cancellationToken);

    [Function("ChangePassword")]
    [Access(AccessLevel.User)]
    [Operation("Replaces the password, which has to be known, and ends all other sessions.", Body = "password-change")]
    [Answers(204), Answers(400), Answers(403), Answers(404), Answers(415)]
    public async Task<HttpResponseData> ChangePassword(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/password/change")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        if (await FindAsync(context, cancellationToken) is not { } user)
        {
            return await request.ProblemAsync(AccountProblems.UnknownUser(caller.Subject));
        }

        return await request.WithBodyAsync(
            body => AccountBodies.PasswordChange(body, user.Email),
            async change => await DoneAsync(
                request,
                await account.ChangePasswordAsync(user, change, caller.SessionId, origins.OriginOf(request), cancellationToken),
                AccountProblems.WrongPassword),
            cancellationToken);
    }

    private async Task<HttpResponseData> DoneAsync(HttpRequestData request, bool isDone, Problem otherwise)
    {
        await afterCommit.RunAsync();
        return isDone ? request.CreateResponse(HttpStatusCode.NoContent) : await request.ProblemAsync(otherwise);
    }

    private async Task<User?> FindAsync(FunctionContext context, CancellationToken cancellationToken) =>
        Guid.TryParse(context.GetCaller().Subject, out var id) ? await users.FindAsync(id, cancellationToken) : null;
}

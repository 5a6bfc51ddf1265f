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

/// <summary>All people, as Admins manage them.</summary>
public sealed class UserFunctions(IUserStore users, UserAdministration administration, IRequestOrigins origins, IAfterCommit afterCommit)
{
    private const int SearchLength = 100;

    [Function("ListUsers")]
    [Access(AccessLevel.Admin)]
    [Operation("Users in order of e-mail address; ?search= finds a part of address or name.", IsPaged = true, Query = ["search"])]
    [Answers(200, typeof(IReadOnlyList<UserAnswer>)), Answers(304), Answers(400), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Auth/users")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.ParseFilters(request, "search");
        var search = query.ReadText("search", SearchLength);
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await users.ListAsync(search, query.Page, cancellationToken);
        IReadOnlyList<UserAnswer> answers = [.. page.Items.Select(UserAnswer.From)];
        return await request.ReadAsync(answers, answers, page.Next);
    }

    [Function("GetUser")]
    [Access(AccessLevel.Admin)]
    [Operation("One user. The ETag is what a change may be made conditional on (If-Match).")]
    [Answers(200, typeof(UserAnswer)), Answers(304), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Auth/users/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var key) || await users.FindAsync(key, cancellationToken) is not { } user)
        {
            return await request.ProblemAsync(AccountProblems.UnknownUser(id));
        }

        var tag = TagOf(user);
        var response = EntityTag.Matches(request.Header("If-None-Match"), tag)
            ? request.CreateResponse(HttpStatusCode.NotModified)
            : await request.AnswerAsync(UserAnswer.From(user));
        response.Headers.Add("ETag", tag);
        response.Headers.Add("Cache-Control", "private, no-cache");
        return response;
    }

    [Function("UpdateUser")]
    [Access(AccessLevel.Admin)]
    [Operation("Replaces address, name and phone number. Another address ends the user's sessions and has to be confirmed, unless emailConfirmed vouches for it.", Body = "user")]
    [Answers(200, typeof(UserAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(412), Answers(415)]
    public Task<HttpResponseData> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/Auth/users/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(
            AccountBodies.User,
            update => ChangeAsync(
                request,
                id,
                key => administration.UpdateAsync(key, update, user => IsExpected(request, user), origins.OriginOf(request), cancellationToken)),
            cancellationToken);

    [Function("DeleteUser")]
    [Access(AccessLevel.Admin)]
    [Operation("Forgets the user and ends their sessions. The audit keeps their id.")]
    [Answers(204), Answers(403), Answers(404), Answers(409)]
    public Task<HttpResponseData> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/Auth/users/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        ChangeAsync(request, id, key => administration.DeleteAsync(key, origins.OriginOf(request), cancellationToken));

    [Function("SetUserRoles")]
    [Access(AccessLevel.Admin)]
    [Operation("Replaces the roles, and the scopes if there are any in the body, and ends the user's sessions.", Body = "user-roles")]
    [Answers(200, typeof(UserAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public Task<HttpResponseData> SetRoles(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/Auth/users/{id}/roles")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(
            AccountBodies.Roles,
            change => ChangeAsync(request, id, key => administration.SetRolesAsync(key, change, origins.OriginOf(request), cancellationToken)),
            cancellationToken);

    [Function("DisableUser")]
    [Access(AccessLevel.Admin)]
    [Operation("Ends the user's sessions and refuses new ones.")]
    [Answers(200, typeof(UserAnswer)), Answers(403), Answers(404), Answers(409)]
    public Task<HttpResponseData> Disable(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/users/{id}/disable")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        ChangeAsync(request, id, key => administration.DisableAsync(key, origins.OriginOf(request), cancellationToken));

    [Function("EnableUser")]
    [Access(AccessLevel.Admin)]
    [Operation("Lets a disabled user sign in again.")]
    [Answers(200, typeof(UserAnswer)), Answers(403), Answers(404)]
    public Task<HttpResponseData> Enable(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/users/{id}/enable")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        ChangeAsync(request, id, key => administration.EnableAsync(key, origins.OriginOf(request), cancellationToken));

    [Function("UnlockUser")]
    [Access(AccessLevel.Admin)]
    [Operation("Forgets the failed logins of the user.")]
    [Answers(200, typeof(UserAnswer)), Answers(403), Answers(404)]
    public Task<HttpResponseData> Unlock(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/users/{id}/unlock")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        ChangeAsync(request, id, key => administration.UnlockAsync(key, origins.OriginOf(request), cancellationToken));

    private async Task<HttpResponseData> ChangeAsync(HttpRequestData request, string id, Func<Guid, Task<UserChangeResult>> change)
    {
        var result = Guid.TryParse(id, out var key) ? await change(key) : new UserChangeResult(UserChangeOutcome.NotFound);
        if (result.Outcome is not UserChangeOutcome.Done)
        {
            return await request.ProblemAsync(AccountProblems.Of(result.Outcome, id));
        }

        await afterCommit.RunAsync();
        if (result.User is not { } user)
        {
            return request.CreateResponse(HttpStatusCode.NoContent);
        }

        var response = await request.AnswerAsync(UserAnswer.From(user));
        response.Headers.Add("ETag", TagOf(user));
        return response;
    }

    // Strong, since If-Match compares by nothing else (RFC 9110, section 13.1.1).
    private static string TagOf(User user) => $"\"{user.Version}\"";

    private static bool IsExpected(HttpRequestData request, User user) =>
        request.Header("If-Match") is not { } expected
        || expected.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag == TagOf(user));
}

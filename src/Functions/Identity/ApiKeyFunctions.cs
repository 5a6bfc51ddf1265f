using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Functions.Identity;

/// <summary>API keys, as Admins manage them.</summary>
public sealed class ApiKeyFunctions(IApiKeyStore keys, IRequestOrigins origins, IAfterCommit afterCommit, TimeProvider time)
{
    [Function("ListApiKeys")]
    [Access(AccessLevel.Admin)]
    [Operation("All API keys without their secrets, in order of id; those that ended stay for a while.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<ApiKeyAnswer>)), Answers(304), Answers(400), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Auth/apikeys")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.ParsePaging(request);
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await keys.ListAsync(query.Page, cancellationToken);
        IReadOnlyList<ApiKeyAnswer> answers = [.. page.Items.Select(ApiKeyAnswer.From)];
        return await request.ReadAsync(answers, answers, page.Next);
    }

    [Function("CreateApiKey")]
    [Access(AccessLevel.Admin)]
    [Operation("Makes an API key. Its secret is in this answer and nowhere else.", Body = "api-key")]
    [Answers(201, typeof(NewApiKeyAnswer)), Answers(400), Answers(403), Answers(409), Answers(415)]
    public async Task<HttpResponseData> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/apikeys")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        if (!JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var now = time.GetUtcNow();
        var parsed = ApiKeyOrderParser.Parse(await request.ReadBodyAsync(cancellationToken), now);
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        var key = ApiKey.Generate(Guid.CreateVersion7(now).ToString("n"));
        var stored = Stored(key, parsed.Value, now);
        try
        {
            await keys.AddAsync(stored, origins.OriginOf(request).Event(now, SecurityActions.ApiKeyCreated, key.Id, $"role {stored.Role}"), cancellationToken);
        }
        catch (TooManyApiKeysException exception)
        {
            return await request.ProblemAsync(IdentityProblems.TooMany(exception.Message));
        }

        await afterCommit.RunAsync();
        var response = await request.SecretAsync(NewApiKeyAnswer.From(key, stored), HttpStatusCode.Created);
        response.Headers.Add("Location", $"/api/Auth/apikeys/{key.Id}");
        return response;
    }

    [Function("RotateApiKey")]
    [Access(AccessLevel.Admin)]
    [Operation("Gives the key a new secret, which is in this answer and nowhere else. The one before works for the overlap; one before that ends at once.", Body = "rotation")]
    [Answers(200, typeof(NewApiKeyAnswer)), Answers(400), Answers(403), Answers(404), Answers(415)]
    public async Task<HttpResponseData> Rotate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/apikeys/{id}/rotate")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        var body = await request.ReadBodyAsync(cancellationToken);
        if (!body.IsEmpty && !JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = RotationOrderParser.Parse(body);
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        if (await keys.FindAsync(id, cancellationToken) is null)
        {
            return await request.ProblemAsync(IdentityProblems.UnknownApiKey(id));
        }

        var key = ApiKey.Generate(id);
        var happened = origins.OriginOf(request).Event(time.GetUtcNow(), SecurityActions.ApiKeyRotated, id, $"overlap {parsed.Value.Overlap:c}");
        if (await keys.RotateAsync(id, key.Hash(), parsed.Value.Overlap, happened, cancellationToken) is not { } stored)
        {
            return await request.ProblemAsync(IdentityProblems.UnknownApiKey(id));
        }

        await afterCommit.RunAsync();
        return await request.SecretAsync(NewApiKeyAnswer.From(key, stored));
    }

    [Function("DeleteApiKey")]
    [Access(AccessLevel.Admin)]
    [Operation("Ends the key at once, everywhere.")]
    [Answers(204), Answers(403), Answers(404), Answers(409)]
    public async Task<HttpResponseData> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/Auth/apikeys/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        // Looked for first, so that no id of somebody's choice, of any length, gets into the audit.
        var known = await keys.FindAsync(id, cancellationToken);
        var outcome = known is null ? ApiKeyDeletion.Unknown : await keys.DeleteAsync(
            id, origins.OriginOf(request).Event(time.GetUtcNow(), SecurityActions.ApiKeyRevoked, id), cancellationToken);
        if (outcome is not ApiKeyDeletion.Done)
        {
            return await request.ProblemAsync(
                outcome is ApiKeyDeletion.LastAdmin ? IdentityProblems.LastAdminKey : IdentityProblems.UnknownApiKey(id));
        }

        await afterCommit.RunAsync();
        return request.CreateResponse(HttpStatusCode.NoContent);
    }

    private static StoredApiKey Stored(ApiKey key, ApiKeyOrder order, DateTimeOffset now) => new()
    {
        Id = key.Id,
        Name = order.Name,
        Hash = key.Hash(),
        Role = order.Grant.Role,
        Services = order.Grant.Services,
        Scopes = order.Grant.Scopes,
        CreatedAt = now,
        ExpiresAt = order.ExpiresAt,
    };
}

using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Clients;

namespace ToskaMesh.Functions.Identity.Clients;

/// <summary>The identities of services and gateways, as Admins manage them.</summary>
public sealed class ClientFunctions(IClientStore clients, IRequestOrigins origins, IAfterCommit afterCommit, TimeProvider time)
{
    [Function("ListClients")]
    [Access(AccessLevel.Admin)]
    [Operation("All clients without their secrets, in order of their making.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<ClientAnswer>)), Answers(304), Answers(400), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Auth/clients")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.ParsePaging(request);
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await clients.ListAsync(query.Page, cancellationToken);
        IReadOnlyList<ClientAnswer> answers = [.. page.Items.Select(ClientAnswer.From)];
        return await request.ReadAsync(answers, answers, page.Next);
    }

    [Function("CreateClient")]
    [Access(AccessLevel.Admin)]
    [Operation("Makes a client, which gets tokens at /oauth/token. Its secret is in this answer and nowhere else.", Body = "client")]
    [Answers(201, typeof(NewClientAnswer)), Answers(400), Answers(403), Answers(409), Answers(415)]
    public async Task<HttpResponseData> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/clients")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        if (!JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = ClientOrderParser.Parse(await request.ReadBodyAsync(cancellationToken));
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        var (now, secret) = (time.GetUtcNow(), ClientSecret.Generate());
        var client = Stored(parsed.Value, secret, now);
        try
        {
            await clients.AddAsync(
                client, origins.OriginOf(request).Event(now, SecurityActions.ClientCreated, client.Id, $"role {client.Role}"), cancellationToken);
        }
        catch (TooManyClientsException exception)
        {
            return await request.ProblemAsync(IdentityProblems.TooMany(exception.Message));
        }

        await afterCommit.RunAsync();
        var response = await request.SecretAsync(NewClientAnswer.From(client, secret), HttpStatusCode.Created);
        response.Headers.Add("Location", $"/api/Auth/clients/{client.Id}");
        return response;
    }

    [Function("DeleteClient")]
    [Access(AccessLevel.Admin)]
    [Operation("Forgets the client. Its tokens are refused from now on.")]
    [Answers(204), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/Auth/clients/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        // Looked for first, so that no id of somebody's choice, of any length, gets into the audit.
        if (await clients.FindAsync(id, cancellationToken) is null
            || !await clients.DeleteAsync(id, origins.OriginOf(request).Event(time.GetUtcNow(), SecurityActions.ClientDeleted, id), cancellationToken))
        {
            return await request.ProblemAsync(IdentityProblems.UnknownClient(id));
        }

        await afterCommit.RunAsync();
        return request.CreateResponse(HttpStatusCode.NoContent);
    }

    private static StoredClient Stored(ClientOrder order, ClientSecret secret, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now).ToString("n"),
        Name = order.Name,
        SecretHash = secret.Hash(),
        Role = order.Grant.Role,
        Services = order.Grant.Services,
        Scopes = order.Grant.Scopes,
        SessionId = Guid.CreateVersion7(now).ToString(),
        CreatedAt = now,
    };
}

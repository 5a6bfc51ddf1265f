using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity.Accounts;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.External;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>Signing in by another OpenID provider.</summary>
public sealed class ExternalFunctions(
    ExternalSignIn signIn, IExternalProviders providers, IExternalNonces nonces, IRequestOrigins origins, IAfterCommit afterCommit)
{
    [Function("ExternalNonce")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Gives a nonce for one sign-in by that provider; the client has the provider write it into the ID token.", Body = "external-nonce")]
    [Answers(200, typeof(NonceAnswer)), Answers(400), Answers(415), Answers(503)]
    public async Task<HttpResponseData> Nonce(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/external/nonce")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var (provider, refusal) = await ReadAsync(request, ExternalOrderParser.ParseProvider, cancellationToken);
        if (provider is null)
        {
            return refusal!;
        }

        if (providers.Find(provider, out var name) is null)
        {
            return await request.ProblemAsync(ExternalProblems.UnknownProvider);
        }

        var (nonce, expiresAt) = await nonces.MakeAsync(name, cancellationToken);
        return await request.SecretAsync(new NonceAnswer { Nonce = nonce, ExpiresAt = expiresAt });
    }

    [Function("ExternalSignIn")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Exchanges a provider's ID token for a session here. It is verified against the provider's keys, this mesh's client id there, and a nonce that is taken once.", Body = "external")]
    [Answers(200, typeof(AuthAnswer)), Answers(400), Answers(401), Answers(409), Answers(415), Answers(503)]
    public async Task<HttpResponseData> SignIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/external")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var (order, refusal) = await ReadAsync(request, ExternalOrderParser.Parse, cancellationToken);
        if (order is null)
        {
            return refusal!;
        }

        try
        {
            var result = await signIn.RunAsync(order, origins.OriginOf(request), cancellationToken);
            await afterCommit.RunAsync();
            return result.Grant is { } grant
                ? await request.SecretAsync(AuthAnswer.From(grant))
                : await request.ProblemAsync(ExternalProblems.Describe(result.Outcome));
        }
        catch (ExternalProviderUnavailableException exception)
        {
            return await request.ProblemAsync(Problems.Unavailable(exception.Message));
        }
    }

    [Function("LinkExternal")]
    [Access(AccessLevel.User)]
    [Operation("Links the account of whoever is signed in to a provider's ID token, which is verified as for a sign-in.", Body = "external-link")]
    [Answers(204), Answers(400), Answers(403), Answers(409), Answers(415)]
    public async Task<HttpResponseData> Link(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/external/link")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var (order, refusal) = await ReadAsync(request, ExternalOrderParser.ParseLink, cancellationToken);
        if (order is null)
        {
            return refusal!;
        }

        try
        {
            var outcome = Guid.TryParse(context.GetCaller().Subject, out var user)
                ? await signIn.LinkAsync(user, order, origins.OriginOf(request), cancellationToken)
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

    private static async Task<(T? Read, HttpResponseData? Refusal)> ReadAsync<T>(
        HttpRequestData request, Func<ReadOnlyMemory<byte>, Parsed<T>> parse, CancellationToken cancellationToken)
        where T : class
    {
        if (!JsonContent.IsDeclared(request))
        {
            return (null, await request.ProblemAsync(Problems.NotJson));
        }

        var parsed = parse(await request.ReadBodyAsync(cancellationToken));
        return parsed.Succeeded ? (parsed.Value, null) : (null, await request.ProblemAsync(Problems.InvalidBody(parsed.Errors)));
    }
}

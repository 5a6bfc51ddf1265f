using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity.Accounts;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.External;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>Signing in by another OpenID provider.</summary>
public sealed class ExternalFunctions(
    ExternalSignIn signIn,
    IExternalProviders providers,
    IExternalNonces nonces,
    ExternalThrottle throttle,
    IClientStore clients,
    IRequestOrigins origins,
    IAfterCommit afterCommit)
{
    [Function("ExternalNonce")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Gives a nonce for one sign-in by that provider; the client has the provider write it into the ID token.", Body = "external-nonce")]
    [Answers(200, typeof(NonceAnswer)), Answers(400), Answers(415), Answers(503)]
    public Task<HttpResponseData> Nonce(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/external/nonce")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(
            ExternalOrderParser.ParseProvider,
            provider => ThrottledAsync(request, "nonce", provider, name => NonceAsync(request, name, cancellationToken), cancellationToken),
            cancellationToken);

    [Function("ExternalSignIn")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Exchanges a provider's ID token for a session here. It is verified against the provider's keys, this mesh's client id there, and a nonce that is taken once.", Body = "external")]
    [Answers(200, typeof(AuthAnswer)), Answers(400), Answers(401), Answers(409), Answers(415), Answers(503)]
    public Task<HttpResponseData> SignIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/external")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(
            ExternalOrderParser.Parse,
            order => ThrottledAsync(request, "sign-in", order.Provider, _ => SignInAsync(request, order, cancellationToken), cancellationToken),
            cancellationToken);

    private async Task<HttpResponseData> ThrottledAsync(
        HttpRequestData request, string kind, string provider, Func<string, Task<HttpResponseData>> run, CancellationToken cancellationToken)
    {
        if (providers.Find(provider, out var name) is null)
        {
            return await request.ProblemAsync(ExternalProblems.UnknownProvider);
        }

        var decision = await throttle.AskAsync(kind, name, origins.OriginOf(request).ClientNetwork, cancellationToken);
        return decision.Allowed ? await run(name) : await request.TooManyAsync("external sign-ins", decision);
    }

    private async Task<HttpResponseData> NonceAsync(HttpRequestData request, string provider, CancellationToken cancellationToken)
    {
        var (nonce, expiresAt) = await nonces.MakeAsync(provider, cancellationToken);
        return await request.SecretAsync(new NonceAnswer { Nonce = nonce, ExpiresAt = expiresAt });
    }

    private async Task<HttpResponseData> SignInAsync(HttpRequestData request, ExternalOrder order, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(order.ClientId, cancellationToken) is not null)
        {
            return await request.ProblemAsync(AccountProblems.ClientOfItsOwn);
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
}

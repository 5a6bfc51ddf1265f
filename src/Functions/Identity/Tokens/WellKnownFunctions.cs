using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>What anybody may know of the mesh's tokens (RFC 8615).</summary>
public sealed class WellKnownFunctions(ISigningKeySource keys)
{
    // Keys are announced a day before they sign, so a copy of some minutes harms nobody. Only where one is made out of
    // turn, whoever keeps a copy learns of it these minutes later; the mesh's own verifiers do not ask here.
    private const string Kept = "public, max-age=300";

    [Function("JsonWebKeySet")]
    [Access(AccessLevel.Anonymous), NeedsStore]
    [Operation("The public keys of access tokens: the one that signs, those announced, those retiring.")]
    [Answers(200, typeof(JsonWebKeySetAnswer)), Answers(503)]
    public async Task<HttpResponseData> JsonWebKeySet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/jwks.json")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        Keep(await request.AnswerAsync(JsonWebKeySetAnswer.From(await keys.ReadAsync(cancellationToken))));

    [Function("OpenIdConfiguration")]
    [Access(AccessLevel.Anonymous), NeedsStore]
    [Operation("Where OAuth clients find what they need, as OpenID Connect Discovery has it.")]
    [Answers(200, typeof(ServerMetadataAnswer)), Answers(503)]
    public Task<HttpResponseData> OpenIdConfiguration(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/openid-configuration")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        MetadataAsync(request, cancellationToken);

    [Function("OAuthServerMetadata")]
    [Access(AccessLevel.Anonymous), NeedsStore]
    [Operation("The same, as RFC 8414 has it.")]
    [Answers(200, typeof(ServerMetadataAnswer)), Answers(503)]
    public Task<HttpResponseData> OAuthServerMetadata(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/oauth-authorization-server")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        MetadataAsync(request, cancellationToken);

    private async Task<HttpResponseData> MetadataAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        var set = await keys.ReadAsync(cancellationToken);
        return Keep(await request.AnswerAsync(ServerMetadataAnswer.Of(set.Issuer ?? throw new InvalidOperationException("There is no issuer."))));
    }

    private static HttpResponseData Keep(HttpResponseData response)
    {
        response.Headers.Add("Cache-Control", Kept);
        return response;
    }
}

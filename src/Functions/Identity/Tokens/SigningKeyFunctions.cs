using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>Signing keys, as Admins see and replace them. They rotate by themselves: see <see cref="RotateSigningKeysFunction"/>.</summary>
public sealed class SigningKeyFunctions(ISigningKeyStore keys, ISigningKeyRotation rotation, IRequestOrigins origins)
{
    [Function("ListSigningKeys")]
    [Access(AccessLevel.Admin)]
    [Operation("The keys of access tokens and since when they are what they are, in the order of the published key set.")]
    [Answers(200, typeof(IReadOnlyList<SigningKeyAnswer>)), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Auth/signing-keys")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        await AnswerAsync(request, cancellationToken);

    [Function("ReplaceSigningKey")]
    [Access(AccessLevel.Admin)]
    [Operation("Has another key sign before its time: in a few seconds, when it is published. With revoke at once, and no token that was signed before is accepted any more.", Body = "signing-key-replacement")]
    [Answers(200, typeof(IReadOnlyList<SigningKeyAnswer>)), Answers(400), Answers(403), Answers(409), Answers(415)]
    public async Task<HttpResponseData> Replace(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/signing-keys/rotate")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var body = await request.ReadBodyAsync(cancellationToken);
        if (!body.IsEmpty && !JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = SigningKeyReplacementParser.Parse(body);
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        return await rotation.ReplaceAsync(parsed.Value, origins.OriginOf(request), cancellationToken)
            ? await AnswerAsync(request, cancellationToken)
            : await request.ProblemAsync(IdentityProblems.TooMany(
                "Tokens of many signing keys have not expired yet; in a quarter of an hour there is room again. A revocation needs none."));
    }

    private async Task<HttpResponseData> AnswerAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        IReadOnlyList<SigningKeyAnswer> answers = [.. (await keys.ListAsync(cancellationToken)).Select(SigningKeyAnswer.From)];
        return await request.AnswerAsync(answers);
    }
}

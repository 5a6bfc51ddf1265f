using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>Tokens that go by mail: for a new password, and for the proof of an address. Whether an address has an account is not told.</summary>
public sealed class MailedTokenFunctions(MailedTokens tokens, MailThrottle throttle, IRequestOrigins origins, IAfterCommit afterCommit)
{
    private static readonly MessageAnswer Sent = new("If there is such an account, a mail with a token is on its way.");

    private static readonly MessageAnswer Reset = new("The password was replaced, and all sessions have ended.");

    private static readonly MessageAnswer Confirmed = new("The e-mail address is confirmed.");

    [Function("RequestPasswordReset")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Sends a token for a new password to the address, if it has an account.", Body = "address")]
    [Answers(200, typeof(MessageAnswer)), Answers(400), Answers(415), Answers(503)]
    public Task<HttpResponseData> RequestReset(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/password/reset")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        RequestAsync(request, "password resets", tokens.RequestResetAsync, cancellationToken);

    [Function("ConfirmPasswordReset")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Replaces the password with the token of the mail, and ends all sessions.", Body = "password-reset")]
    [Answers(200, typeof(MessageAnswer)), Answers(400), Answers(415), Answers(503)]
    public Task<HttpResponseData> ConfirmReset(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/password/reset/confirm")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(
            AccountBodies.PasswordReset,
            order => RedeemAsync(request, "new passwords", origin => tokens.ResetPasswordAsync(order, origin, cancellationToken), Reset, cancellationToken),
            cancellationToken);

    [Function("RequestEmailConfirmation")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Sends a token to the address, if it has an account that waits for the proof.", Body = "address")]
    [Answers(200, typeof(MessageAnswer)), Answers(400), Answers(415), Answers(503)]
    public Task<HttpResponseData> RequestConfirmation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/email/verify")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        RequestAsync(request, "e-mail confirmations", tokens.RequestConfirmationAsync, cancellationToken);

    [Function("ConfirmEmail")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Proves with the token of the mail that it reaches the user.", Body = "email-confirmation")]
    [Answers(200, typeof(MessageAnswer)), Answers(400), Answers(415), Answers(503)]
    public Task<HttpResponseData> ConfirmEmail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/email/confirm")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(
            AccountBodies.EmailConfirmation,
            order => RedeemAsync(request, "proofs of an address", origin => tokens.ConfirmEmailAsync(order, origin, cancellationToken), Confirmed, cancellationToken),
            cancellationToken);

    private Task<HttpResponseData> RequestAsync(
        HttpRequestData request, string limit, Func<EmailAddress, RequestOrigin, CancellationToken, Task> send, CancellationToken cancellationToken) =>
        request.WithBodyAsync(
            AccountBodies.Address,
            async order =>
            {
                var origin = origins.OriginOf(request);
                var decision = await throttle.AskAsync(limit, origin.ClientNetwork, cancellationToken);
                if (!decision.Allowed)
                {
                    return await request.TooManyAsync(limit, decision);
                }

                await send(order.Email, origin, cancellationToken);
                await afterCommit.RunAsync();
                return await request.AnswerAsync(Sent);
            },
            cancellationToken);

    private async Task<HttpResponseData> RedeemAsync(
        HttpRequestData request, string limit, Func<RequestOrigin, Task<bool>> redeem, MessageAnswer done, CancellationToken cancellationToken)
    {
        var origin = origins.OriginOf(request);
        var decision = await throttle.AskAsync(limit, origin.ClientNetwork, cancellationToken);
        if (!decision.Allowed)
        {
            return await request.TooManyAsync(limit, decision);
        }

        if (!await redeem(origin))
        {
            return await request.ProblemAsync(AccountProblems.TokenRefused);
        }

        await afterCommit.RunAsync();
        return await request.AnswerAsync(done);
    }
}

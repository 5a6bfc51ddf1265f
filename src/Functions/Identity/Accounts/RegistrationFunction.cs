using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Login;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>How people get an account.</summary>
public sealed class RegistrationFunction(SignUp signUp, MailThrottle throttle, IRequestOrigins origins, IAfterCommit afterCommit)
{
    private static readonly MessageAnswer Accepted = new("If this address can be registered, a mail to it says how to go on; if it has an account, a mail says so.");

    private static readonly MessageAnswer Created = new("The first Admin was made. Sign in at /api/Auth/login.");

    [Function("RegisterUser")]
    [Access(AccessLevel.Anonymous)]
    [NeedsStore]
    [Operation("Asks for an account. The answer is the same for an address that has one. With the bootstrap secret, once, it makes the first Admin.", Body = "user-registration")]
    [Answers(202, typeof(MessageAnswer)), Answers(400), Answers(403), Answers(409), Answers(415), Answers(503)]
    public Task<HttpResponseData> Register(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Auth/register")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.WithBodyAsync(AccountBodies.Registration, registration => RegisterAsync(request, registration, cancellationToken), cancellationToken);

    private async Task<HttpResponseData> RegisterAsync(HttpRequestData request, AccountRegistration registration, CancellationToken cancellationToken)
    {
        var origin = origins.OriginOf(request);
        var decision = await throttle.AskAsync("register", origin.ClientNetwork, cancellationToken);
        if (!decision.Allowed)
        {
            return await request.TooManyAsync("registrations", decision);
        }

        var outcome = await signUp.RunAsync(registration, origin, cancellationToken);
        await afterCommit.RunAsync();
        return outcome switch
        {
            SignUpOutcome.WrongSecret => await request.ProblemAsync(AccountProblems.WrongBootstrapSecret),
            SignUpOutcome.AddressTaken => await request.ProblemAsync(AccountProblems.AddressTaken),
            SignUpOutcome.AdminCreated => await request.AnswerAsync(Created, HttpStatusCode.Accepted),
            _ => await request.AnswerAsync(Accepted, HttpStatusCode.Accepted),
        };
    }
}

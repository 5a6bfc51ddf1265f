using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>What consumers failed on, for people to decide.</summary>
public sealed class DeadLetterFunctions(IDeadLetters letters, IAfterCommit afterCommit)
{
    [Function("ListDeadLetters")]
    [Access(AccessLevel.Admin)]
    [Operation("Messages that a consumer failed on at every delivery, newest first.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<DeadLetterAnswer>)), Answers(304), Answers(400), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Messaging/dead-letters")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.ParsePaging(request);
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await letters.ListAsync(query.Page, cancellationToken);
        IReadOnlyList<DeadLetterAnswer> answers = [.. page.Items.Select(DeadLetterAnswer.From)];
        return await request.ReadAsync(answers, answers, page.Next);
    }

    [Function("ReplayDeadLetter")]
    [Access(AccessLevel.Admin)]
    [Operation("Sends the event to its consumer again, by way of the outbox. The letter stays for 7 days, marked.")]
    [Answers(200, typeof(DeadLetterAnswer)), Answers(403), Answers(404), Answers(409)]
    public async Task<HttpResponseData> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Messaging/dead-letters/{id}/replay")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        var result = await letters.ReplayAsync(id, cancellationToken);
        if (result is not { Outcome: ReplayOutcome.Replayed, Letter: { } letter })
        {
            return await request.ProblemAsync(
                result.Outcome is ReplayOutcome.NotAnEvent ? MessagingProblems.NotAnEvent : MessagingProblems.UnknownDeadLetter(id));
        }

        await afterCommit.RunAsync();
        return await request.AnswerAsync(DeadLetterAnswer.From(letter));
    }

    [Function("DiscardDeadLetter")]
    [Access(AccessLevel.Admin)]
    [Operation("Gives the message up for good.")]
    [Answers(200, typeof(DeadLetterAnswer)), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Discard(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Messaging/dead-letters/{id}/discard")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        await letters.DiscardAsync(id, cancellationToken) is { } letter
            ? await request.AnswerAsync(DeadLetterAnswer.From(letter))
            : await request.ProblemAsync(MessagingProblems.UnknownDeadLetter(id));
}

using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Events that the bus refused too often, for people to decide.</summary>
public sealed class ParkedEventFunctions(IOutbox outbox, IAfterCommit afterCommit)
{
    [Function("ListParkedEvents")]
    [Access(AccessLevel.Admin)]
    [Operation("Events that the bus refused too often, oldest first.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<ParkedEventAnswer>)), Answers(304), Answers(400), Answers(403)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Messaging/outbox/parked")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.ParsePaging(request);
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await outbox.ListParkedAsync(query.Page, cancellationToken);
        IReadOnlyList<ParkedEventAnswer> answers = [.. page.Items.Select(ParkedEventAnswer.From)];
        return await request.ReadAsync(answers, answers, page.Next);
    }

    [Function("RetryParkedEvent")]
    [Access(AccessLevel.Admin)]
    [Operation("Sends the event again, as if it had never failed.")]
    [Answers(200, typeof(ParkedEventAnswer)), Answers(403), Answers(404)]
    public Task<HttpResponseData> Retry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Messaging/outbox/parked/{id}/retry")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        ChangeAsync(request, id, outbox.RetryParkedAsync, cancellationToken);

    [Function("DiscardParkedEvent")]
    [Access(AccessLevel.Admin)]
    [Operation("Gives the event up for good; what waited behind it goes on.")]
    [Answers(200, typeof(ParkedEventAnswer)), Answers(403), Answers(404)]
    public Task<HttpResponseData> Discard(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Messaging/outbox/parked/{id}/discard")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) =>
        ChangeAsync(request, id, outbox.DiscardParkedAsync, cancellationToken);

    private async Task<HttpResponseData> ChangeAsync(
        HttpRequestData request, string id, Func<long, CancellationToken, Task<ParkedEvent?>> change, CancellationToken cancellationToken)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || await change(sequence, cancellationToken) is not { } parked)
        {
            return await request.ProblemAsync(MessagingProblems.NotParked(id));
        }

        await afterCommit.RunAsync();
        return await request.AnswerAsync(ParkedEventAnswer.From(parked));
    }
}

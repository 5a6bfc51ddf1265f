using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Commands;

/// <summary>Commands, as the instances see them that carry them out.</summary>
public sealed class CommandDeliveryFunctions(ICommandStore commands, IServiceRegistry registry)
{
    private const int DefaultBatch = 10;

    // Named to come before GetCommand, whose route would take "pending" for an id: hosts match in order of names.
    [Function("FetchPendingCommands")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Fetches what waits for the instance ?serviceId=, at most ?limit= (10, 100 at most). It has each for 30 s for itself; what it does not answer by then comes again. On 404 it registers again.")]
    [Answers(200, typeof(IReadOnlyList<PendingCommandAnswer>)), Answers(400), Answers(403), Answers(404)]
    public async Task<HttpResponseData> Fetch(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Commands/pending")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var errors = new List<ProblemError>();
        if (!InstanceId.TryParse(request.Query["serviceId"], out var id))
        {
            errors.Add(ProblemError.OfParameter("serviceId", InstanceId.Rule));
        }

        var limit = ReadLimit(request.Query["limit"], errors);
        if (id is null || errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(errors));
        }

        if (await registry.FindAsync(id, cancellationToken) is not { } instance)
        {
            return await request.ProblemAsync(RegistryProblems.UnknownInstance(id.Value));
        }

        if (!context.GetCaller().MayWrite(instance.ServiceName))
        {
            return await request.ProblemAsync(RegistryProblems.ForeignInstance(id.Value));
        }

        var taken = await commands.TakeAsync(instance.ServiceName, id, limit, cancellationToken);
        IReadOnlyList<PendingCommandAnswer> answers = [.. taken.Select(PendingCommandAnswer.From)];
        var response = await request.AnswerAsync(answers);
        response.Headers.Add("Cache-Control", "no-store");
        return response;
    }

    [Function("ReplyToCommand")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Takes an instance's answer to a command: the first counts, and the same again is no mistake.", Body = "command-reply")]
    [Answers(200, typeof(CommandAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public async Task<HttpResponseData> Reply(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Commands/{id}/reply")] HttpRequestData request,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (!JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = CommandReplyParser.Parse(await request.ReadBodyAsync(cancellationToken));
        if (!parsed.Succeeded)
        {
            return await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
        }

        if (!Guid.TryParse(id, out var key)
            || await commands.FindAsync(key, cancellationToken) is not { } command
            || !context.GetCaller().MayWrite(command.Service))
        {
            return await request.ProblemAsync(CommandProblems.Unknown(id));
        }

        var outcome = await commands.ReplyAsync(key, command.Service, parsed.Value, cancellationToken);
        return outcome is ReplyOutcome.Done && await commands.FindAsync(key, cancellationToken) is { } answered
            ? await request.AnswerAsync(CommandAnswer.From(answered))
            : await request.ProblemAsync(CommandProblems.Of(outcome, id));
    }

    private static int ReadLimit(string? text, List<ProblemError> errors)
    {
        if (text is null)
        {
            return DefaultBatch;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= CommandLimits.Batch)
        {
            return limit;
        }

        errors.Add(ProblemError.OfParameter("limit", $"must be a whole number from 1 to {CommandLimits.Batch}"));
        return DefaultBatch;
    }
}

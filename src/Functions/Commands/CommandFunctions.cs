using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Commands;

/// <summary>Commands, as those who send them see them.</summary>
public sealed class CommandFunctions(ICommandStore commands, IServiceRegistry registry, IAfterCommit afterCommit, TimeProvider time)
{
    [Function("RequestCommand")]
    [Access(AccessLevel.Authenticated)]
    [Operation("Commands one or all instances of a service. Location is where its answers appear.", Body = "command")]
    [Answers(202, typeof(CommandAnswer)), Answers(400), Answers(403), Answers(404), Answers(409), Answers(415)]
    public async Task<HttpResponseData> Request(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Commands/{service}")] HttpRequestData request,
        string service,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (!context.GetCaller().Has(Scope.SendCommands))
        {
            return await request.ProblemAsync(CommandProblems.ScopeNeeded);
        }

        if (!ServiceName.TryParse(service, out var name))
        {
            return await request.ProblemAsync(RegistryProblems.InvalidPath("service", ServiceName.Rule));
        }

        if (!JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = CommandOrderParser.Parse(await request.ReadBodyAsync(cancellationToken));
        return parsed.Succeeded
            ? await SendAsync(request, name, parsed.Value, context.GetCaller(), cancellationToken)
            : await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
    }

    [Function("GetCommand")]
    [Access(AccessLevel.Authenticated)]
    [Operation("What became of a command, for a day after its time. Whoever sent it may ask, and whoever may send any.")]
    [Answers(200, typeof(CommandAnswer)), Answers(304), Answers(404)]
    public async Task<HttpResponseData> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Commands/{id}")] HttpRequestData request,
        string id,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        if (!Guid.TryParse(id, out var key)
            || await commands.FindAsync(key, cancellationToken) is not { } command
            || !(caller.Has(Scope.SendCommands) || command.RequestedBy == caller.Subject))
        {
            return await request.ProblemAsync(CommandProblems.Unknown(id));
        }

        var answer = CommandAnswer.From(command);
        return await request.ReadAsync(answer, answer);
    }

    private async Task<HttpResponseData> SendAsync(
        HttpRequestData request, ServiceName service, CommandOrder order, Caller caller, CancellationToken cancellationToken)
    {
        var there = await registry.ListInstancesAsync(service, InstanceFilter.None, new PageRequest(CommandLimits.Targets), cancellationToken);
        if (order.ToAll && there.Next is not null)
        {
            return await request.ProblemAsync(CommandProblems.TooManyInstances(service.Value));
        }

        if (there.Items.Count == 0 || !await IsThereAsync(service, order.Instance, cancellationToken))
        {
            return await request.ProblemAsync(CommandProblems.NoInstance(service.Value));
        }

        var now = time.GetUtcNow();
        IReadOnlyList<InstanceId> addressees = order.ToAll ? [.. there.Items.Select(instance => instance.ServiceId)]
            : order.Instance is { } one ? [one] : [];
        var command = CommandRules.Begin(Guid.CreateVersion7(now), service, order, addressees, caller.Subject, now);
        if (!await commands.TryAddAsync(command, cancellationToken))
        {
            return await request.ProblemAsync(CommandProblems.TooManyOpen(service.Value));
        }

        await afterCommit.RunAsync();
        var response = await request.AnswerAsync(CommandAnswer.From(command), HttpStatusCode.Accepted);
        response.Headers.Add("Location", $"/api/Commands/{command.Id}");
        return response;
    }

    private async Task<bool> IsThereAsync(ServiceName service, InstanceId? instance, CancellationToken cancellationToken) =>
        instance is null || (await registry.FindAsync(instance, cancellationToken))?.ServiceName == service;
}

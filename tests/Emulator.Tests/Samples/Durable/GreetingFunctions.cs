using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ToskaMesh.Emulator.Tests.Samples.Durable;

public class GreetingFunctions(Trail trail, Scoped scoped)
{
    [Function("StartGreeting")]
    public static async Task<HttpResponseData> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        var names = await request.ReadFromJsonAsync<string[]>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(Greet), new Greeting("Hello", names!), context.CancellationToken);
        return await client.CreateCheckStatusResponseAsync(request, id, HttpStatusCode.Accepted, context.CancellationToken);
    }

    [Function(nameof(Greet))]
    public async Task<List<string>> Greet([OrchestrationTrigger] TaskOrchestrationContext context, Greeting input)
    {
        context.CreateReplaySafeLogger<GreetingFunctions>().LogOnce(input.Names.Length);
        trail.Add($"replay {context.IsReplaying} {scoped.Id != Guid.Empty}");
        var greetings = new List<string>();
        foreach (var name in input.Names)
        {
            greetings.Add(await context.CallActivityAsync<string>("Say", input with { Names = [name] }));
        }

        context.SetCustomStatus(new { Done = true });
        return greetings;
    }

    [Function("SayFunction")]
    public string Say(
        [ActivityTrigger(Activity = "Say")] Greeting greeting, string instanceId, FunctionContext context, CancellationToken cancellationToken)
    {
        trail.Add($"say {greeting.Names[0]} {instanceId.Length} {context.FunctionDefinition.Name} {cancellationToken.CanBeCanceled}");
        return $"{greeting.Word} {greeting.Names[0]}";
    }

    [Function(nameof(Listen))]
    public static async Task<int> Listen([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<int>("number") + 1;

    [Function(nameof(CallsDisabled))]
    public static Task<string> CallsDisabled([OrchestrationTrigger] TaskOrchestrationContext context, string? input) =>
        context.CallActivityAsync<string>(nameof(Disabled), input);

    [Function(nameof(Disabled))]
    public string Disabled([ActivityTrigger] string input)
    {
        trail.Add("disabled ran");
        return input;
    }

    [Function(nameof(Counts))]
    public static int Counts([OrchestrationTrigger] TaskOrchestrationContext context, int input) => input + 1;

    [Function(nameof(Throws))]
    public static Task<int> Throws([OrchestrationTrigger] TaskOrchestrationContext context) =>
        throw new InvalidOperationException($"thrown by {context.Name}");
}

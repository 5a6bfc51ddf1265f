using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ToskaMesh.CrashingOrchestrations;

/// <summary>Starts orchestrations without end, or sees all of them to their ends. Prints what was acknowledged.</summary>
public static class DriveFunctions
{
    private const int AtOnce = 12;

    [Function("drive")]
    public static Task Drive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, [DurableClient] DurableTaskClient client)
    {
        var life = request.Query["argument"];
        return Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => StartForeverAsync(client, life!, worker)));
    }

    [Function("end")]
    public static async Task End(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, [DurableClient] DurableTaskClient client)
    {
        foreach (var id in await File.ReadAllLinesAsync(request.Query["argument"]!))
        {
            var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);
            await PrintAsync($"result {id} {ended.RuntimeStatus} {ended.SerializedOutput ?? ended.FailureDetails?.ToString()}");
        }

        // Children, and those whose start was stored, but not acknowledged any more. What runs now awaits what it starts.
        await foreach (var any in client.GetAllInstancesAsync())
        {
            await client.WaitForInstanceCompletionAsync(any.InstanceId, CancellationToken.None);
        }
    }

    private static async Task StartForeverAsync(DurableTaskClient client, string life, int worker)
    {
        for (var i = 0; ; i++)
        {
            var pattern = PatternFunctions.All[(worker + i) % PatternFunctions.All.Count];
            var id = $"{pattern}-{life}-{worker}-{i}";
            await client.ScheduleNewOrchestrationInstanceAsync(pattern, new StartOrchestrationOptions(id));
            await PrintAsync($"started {id}");
            if (pattern == nameof(PatternFunctions.Approval))
            {
                await client.RaiseEventAsync(id, "approved", "yes");
            }

            await client.WaitForInstanceCompletionAsync(id, CancellationToken.None);
            await PrintAsync($"ended {id}");
        }
    }

    // The last word tells a whole line from one that the kill cut.
    private static Task PrintAsync(string line) => Console.Out.WriteLineAsync($"{line} .");
}

using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace ToskaMesh.Bench.Orchestrations;

/// <summary>Runs orchestrations and tells how long they took.</summary>
public sealed class MeasureFunctions(TimeProvider time)
{
    /// <returns>Orchestrations of one activity a second, started and waited for by so many callers at once.</returns>
    [Function("MeasureSingle")]
    public Task<string> Single(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "single/{count:int}/{callers:int}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        int count,
        int callers) => MeasureAsync(
            () => Parallel.ForEachAsync(
                Enumerable.Range(0, count),
                new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = request.FunctionContext.CancellationToken },
                async (number, cancellation) => await RunAsync(client, nameof(MeasuredFunctions.Single), number, number, cancellation)),
            seconds => count / seconds);

    /// <returns>The seconds of one orchestration with so many activities at once.</returns>
    [Function("MeasureFanOut")]
    public Task<string> FanOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "fan-out/{count:int}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        int count) => MeasureAsync(
            () => RunAsync(client, nameof(MeasuredFunctions.FanOut), count, count * (count - 1) / 2, request.FunctionContext.CancellationToken), seconds => seconds);

    private static async Task RunAsync(DurableTaskClient client, string orchestrator, int input, int expected, CancellationToken cancellationToken)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, cancellationToken);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed || ended.ReadOutputAs<int>() != expected)
        {
            throw new InvalidOperationException($"{ended} {ended.SerializedOutput} {ended.FailureDetails}");
        }
    }

    private async Task<string> MeasureAsync(Func<Task> work, Func<double, double> figure)
    {
        var started = time.GetTimestamp();
        await work();
        return figure(time.GetElapsedTime(started).TotalSeconds).ToString("F3", CultureInfo.InvariantCulture);
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ToskaMesh.Bench.Orchestrations;

/// <summary>The least that an orchestration and an activity can do.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Functions of an application mostly are instance methods.")]
public sealed class MeasuredFunctions
{
    [Function(nameof(Single))]
    public async Task<int> Single([OrchestrationTrigger] TaskOrchestrationContext context, int input) =>
        await context.CallActivityAsync<int>(nameof(Work), input);

    [Function(nameof(FanOut))]
    public async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context, int input)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, input).Select(i => context.CallActivityAsync<int>(nameof(Work), i)));
        return results.Sum();
    }

    [Function(nameof(Work))]
    public int Work([ActivityTrigger] int input) => input;
}

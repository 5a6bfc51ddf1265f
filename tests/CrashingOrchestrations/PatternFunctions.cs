using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ToskaMesh.CrashingOrchestrations;

/// <summary>One orchestrator a pattern. Each result is known beforehand.</summary>
public static class PatternFunctions
{
    private const int Generations = 6;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(15);

    public static IReadOnlyList<string> All { get; } =
        [nameof(Chain), nameof(FanOut), nameof(Effects), nameof(Loop), nameof(Approval), nameof(Retries), nameof(Compensation)];

    [Function(nameof(Chain))]
    public static async Task<string> Chain([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var text = "";
        for (var i = 0; i < 4; i++)
        {
            text = await context.CallActivityAsync<string>(nameof(ActivityFunctions.Append), $"{text}{i}");
            await context.CreateTimer(Moment, CancellationToken.None);
        }

        return text;
    }

    [Function(nameof(FanOut))]
    public static async Task<string> FanOut([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, 25).Select(i => context.CallActivityAsync<string>(nameof(ActivityFunctions.Append), $"{i}")));
        return string.Concat(parts);
    }

    /// <summary>Its children send it events: an effect that happened twice would be an event too many.</summary>
    [Function(nameof(Effects))]
    public static async Task<string> Effects([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var children = Enumerable.Range(0, 3).Select(i => context.CallSubOrchestratorAsync<int>(
            nameof(EffectsChild), i, new SubOrchestrationOptions((TaskRetryOptions?)null, $"{context.InstanceId}-child-{i}"))).ToList();
        await Task.WhenAll(children);

        // A child's events come before its result, so all are here now, and with them those that should not be.
        var entries = new List<string>();
        while (true)
        {
            var next = context.WaitForExternalEvent<string>("entry");
            if (!next.IsCompleted)
            {
                return string.Join(' ', entries.Order(StringComparer.Ordinal));
            }

            entries.Add(await next);
        }
    }

    [Function(nameof(EffectsChild))]
    public static async Task<int> EffectsChild([OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        for (var i = 0; i < 4; i++)
        {
            context.SendEvent(context.Parent!.InstanceId, "entry", $"{number}{i}");
            await context.CallActivityAsync<string>(nameof(ActivityFunctions.Append), "x");
        }

        return number;
    }

    /// <summary>Sends itself an event in each generation, and carries them along.</summary>
    [Function(nameof(Loop))]
    public static async Task<string> Loop([OrchestrationTrigger] TaskOrchestrationContext context, int generation)
    {
        context.SendEvent(context.InstanceId, "entry", $"{generation}");
        await context.CreateTimer(Moment, CancellationToken.None);
        if (generation < Generations)
        {
            context.ContinueAsNew(generation + 1);
            return "";
        }

        var entries = new List<string>();
        while (context.WaitForExternalEvent<string>("entry") is { IsCompleted: true } next)
        {
            entries.Add(await next);
        }

        return string.Join(' ', entries);
    }

    /// <summary>The event may be lost with the one who sends it: then it is the time that ends it.</summary>
    [Function(nameof(Approval))]
    public static async Task<string> Approval([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            await context.WaitForExternalEvent<string>("approved", TimeSpan.FromSeconds(1));
        }
        catch (TaskCanceledException)
        {
            // As good as approved.
        }

        return "decided";
    }

    [Function(nameof(Retries))]
    public static Task<string> Retries([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>(
        nameof(ActivityFunctions.Flaky), context.InstanceId, TaskOptions.FromRetryPolicy(new RetryPolicy(100, Moment)));

    [Function(nameof(Compensation))]
    public static async Task<string> Compensation([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var done = new Stack<string>();
        try
        {
            foreach (var part in new[] { "a", "b", "fail" })
            {
                done.Push(await context.CallActivityAsync<string>(nameof(ActivityFunctions.Book), part));
            }

            return "booked";
        }
        catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<InvalidOperationException>())
        {
            var undone = "undone";
            while (done.TryPop(out var part))
            {
                undone = await context.CallActivityAsync<string>(nameof(ActivityFunctions.Append), $"{undone} {part}");
            }

            return undone;
        }
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ToskaMesh.Functions.Configuration.Rollouts;
using ToskaMesh.Functions.Probing;

namespace ToskaMesh.Functions.Ticking;

/// <summary>
/// What time alone must bring about: expiry, and whatever a request left undone. Nothing relies on when it runs; reads
/// decide by time themselves.
/// </summary>
public sealed class TickFunction(Tick tick, ProbeSweepStart sweep, RolloutOrchestrations rollouts)
{
    [Function("Tick")]
    public Task Run([TimerTrigger("%Mesh:Tick%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return Task.WhenAll(
            tick.RunAsync(cancellationToken), sweep.EnsureAsync(client, cancellationToken), rollouts.EnsureAsync(client, cancellationToken));
    }
}

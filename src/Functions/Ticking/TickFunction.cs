using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Functions.Ticking;

/// <summary>
/// What time alone must bring about: expiry, and whatever a request left undone. Nothing relies on when it runs; reads
/// decide by time themselves.
/// </summary>
public sealed class TickFunction(Tick tick)
{
    [Function("Tick")]
    public Task Run([TimerTrigger("%Mesh:Tick%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return tick.RunAsync(cancellationToken);
    }
}

using System.Runtime.CompilerServices;

namespace ToskaMesh.Samples.Orders;

/// <summary>A stream without an end, to see that a gateway passes each event on as it comes.</summary>
internal static class Clock
{
    public static async IAsyncEnumerable<string> TicksAsync(
        string instance, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        do
        {
            yield return $"{instance} {time.GetUtcNow():O}";
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}

using System.Globalization;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Health;

/// <summary>Events that wait to be sent.</summary>
internal sealed class OutboxPart(IStoreGate gate, IOutbox events, TimeProvider time) : IHealthPart
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public string Name => "outbox";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        await gate.EnsureReadyAsync(cancellationToken);
        var outbox = await events.DescribeAsync(cancellationToken);
        var age = outbox.Oldest is { } oldest ? time.GetUtcNow() - oldest : TimeSpan.Zero;
        return new PartResult(
            age > Late || outbox.Parked > 0 ? PartStatus.Degraded : PartStatus.Healthy,
            Describe(outbox),
            new Dictionary<string, string>
            {
                ["waiting"] = outbox.Waiting.ToString(CultureInfo.InvariantCulture),
                ["oldestUnsent"] = age.ToString("c", CultureInfo.InvariantCulture),
                ["parked"] = outbox.Parked.ToString(CultureInfo.InvariantCulture),
            });
    }

    private static string Describe(OutboxState outbox) => outbox switch
    {
        { Parked: > 0 } => "Events are parked, and wait for a person: /api/Messaging/outbox/parked.",
        { Waiting: > 0 } => "Events wait to be sent.",
        _ => "No event waits.",
    };
}

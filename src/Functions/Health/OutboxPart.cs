using System.Globalization;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Health;

/// <summary>Events that wait to be sent.</summary>
internal sealed class OutboxPart(IStoreGate gate, IOutbox outbox, TimeProvider time) : IHealthPart
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public string Name => "outbox";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        await gate.EnsureReadyAsync(cancellationToken);
        var oldest = await outbox.ReadDueAsync(1, cancellationToken) is [var first, ..] ? first : null;
        var age = oldest is null ? TimeSpan.Zero : time.GetUtcNow() - oldest.Time;
        var description = oldest is null ? "No event waits." : "Events wait to be sent.";
        return new PartResult(
            age > Late ? PartStatus.Degraded : PartStatus.Healthy,
            description,
            new Dictionary<string, string> { ["oldestUnsent"] = age.ToString("c", CultureInfo.InvariantCulture) });
    }
}

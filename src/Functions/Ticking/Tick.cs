using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Ticking;

/// <summary>One turn of the mesh's clock.</summary>
public sealed partial class Tick(
    IServiceRegistry registry,
    OutboxRelay relay,
    PublishDocuments documents,
    IMessageRetention retention,
    IEnumerable<ITickPart> parts,
    ILogger<Tick> logger)
{
    /// <summary>Batches of one sweep; what is left is swept by the next turn.</summary>
    private const int MaxSweeps = 100;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sweep = SweepAsync(cancellationToken);
        await sweep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // All run to their end: one service that cannot be swept must not hold up the table of all, nor events wait for
        // a document store that is away, nor the table for a bus.
        await Task.WhenAll(
        [
            sweep,
            documents.RunAsync(Deadline, cancellationToken),
            relay.RunAsync(Deadline, cancellationToken),
            retention.SweepAsync(cancellationToken),
            .. parts.Select(part => part.RunAsync(cancellationToken)),
        ]);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var changed = 0;
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var result = await registry.SweepAsync(cancellationToken);
            changed += result.Changed;
            if (!result.More)
            {
                break;
            }
        }

        if (changed > 0)
        {
            Log.Swept(logger, changed);
        }
    }
}

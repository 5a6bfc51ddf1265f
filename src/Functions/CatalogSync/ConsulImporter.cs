using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>
/// Makes the registry say what Consul's catalog says, each tick. A catalog that cannot be read, or not be believed,
/// changes nothing.
/// </summary>
internal sealed partial class ConsulImporter(
    ConsulCatalog catalog, ConsulImportRules rules, IServiceRegistry registry, IAfterCommit afterCommit, TimeProvider time, ILogger<ConsulImporter> logger)
    : ITickPart
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    // Agents bring their services back to a server that lost them within about a minute.
    private static readonly TimeSpan PauseAfterReset = TimeSpan.FromMinutes(2);

    private readonly HashSet<RefusedInstance> _refused = [];
    private ulong _index;
    private DateTimeOffset _keepUntil;

    public SyncState State { get; } = new(time);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await TryReadAsync(cancellationToken) is not { } answer)
        {
            return;
        }

        var imported = await registry.ListImportedAsync(rules.Source, cancellationToken);
        var import = rules.Decide(answer.Reading, imported, mayRemove: !HasJustReset(answer.Index));
        var (changed, held) = (0, 0);
        foreach (var batch in import.ToBatches(rules.Source))
        {
            var result = await registry.ImportAsync(batch, cancellationToken);
            (changed, held) = (changed + result.Changed, held + result.Held.Count);
        }

        if (changed > 0)
        {
            Log.Changed(logger, changed, rules.Source);
            await afterCommit.RunAsync();
        }

        Tell(import.Refused);
        Note(answer, import, held);
    }

    private async Task<CatalogAnswer?> TryReadAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await catalog.ReadAsync(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (State.Fail(ConsulFailure.Describe(exception)))
            {
                Log.NotRead(logger, rules.Source, exception);
            }

            return null;
        }
    }

    private bool HasJustReset(ulong index)
    {
        if (index < _index)
        {
            Log.Reset(logger, rules.Source, PauseAfterReset);
            _keepUntil = time.GetUtcNow() + PauseAfterReset;
        }

        _index = index;
        return time.GetUtcNow() < _keepUntil;
    }

    private void Tell(IReadOnlyList<RefusedInstance> refused)
    {
        foreach (var instance in refused.Where(instance => !_refused.Contains(instance)))
        {
            Log.Refused(logger, instance.Service, instance.Node, instance.Id, instance.Reason);
        }

        _refused.Clear();
        _refused.UnionWith(refused);
    }

    private void Note(CatalogAnswer answer, ConsulImport import, int held)
    {
        var figures = new Dictionary<string, int>
        {
            ["services"] = answer.Reading.Listed.Count,
            ["instances"] = import.Accepted,
            ["refused"] = import.Refused.Count,
            ["held"] = held,
            ["leftOut"] = answer.LeftOut,
        };
        if (answer.Unread > 0)
        {
            State.Fail($"The health of {answer.Unread} of {answer.Reading.Listed.Count} services could not be read.");
        }
        else if (answer.LeftOut > 0)
        {
            State.Fail($"{answer.LeftOut} services are more than Mesh:Consul:MaxServices allows, and are not imported.");
        }
        else if (State.Succeed(figures))
        {
            Log.Recovered(logger, rules.Source);
        }
    }
}

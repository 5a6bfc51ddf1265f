using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>
/// Makes the registry say what Consul's catalog says, each tick. A catalog that cannot be read, or not be believed,
/// changes nothing.
/// </summary>
internal sealed partial class ConsulImporter(
    ConsulCatalog catalog, CatalogImportRules rules, ImportWriter writer, TimeProvider time, ILogger<ConsulImporter> logger)
    : ITickPart
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    // Agents bring their services back to a server that lost them within about a minute.
    private static readonly TimeSpan PauseAfterReset = TimeSpan.FromMinutes(2);

    private readonly RefusalNews _refusals = new();
    private ulong _index;
    private DateTimeOffset _keepUntil;

    public SyncState State { get; } = new(time);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await TryReadAsync(cancellationToken) is not { } answer)
        {
            return;
        }

        var written = await writer.WriteAsync(rules, answer.Reading, mayRemove: !HasJustReset(answer.Index), cancellationToken);
        if (written.Changed > 0)
        {
            Log.Changed(logger, written.Changed, rules.Source);
        }

        foreach (var instance in _refusals.Since(written.Import.Refused))
        {
            Log.Refused(logger, instance.Service, instance.Node, instance.Id, instance.Reason);
        }

        Note(answer, written.Import, written.Held);
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

    private void Note(CatalogAnswer answer, CatalogImport import, int held)
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

using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.CatalogSync;
using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>
/// Makes the registry say what the annotated Services of a cluster say. A cluster that cannot be read changes nothing.
/// </summary>
internal sealed partial class KubernetesImporter(
    KubernetesCatalog catalog, CatalogImportRules rules, ImportWriter writer, TimeProvider time, ILogger<KubernetesImporter> logger)
    : IKubernetesSync
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly RefusalNews _refusals = new();

    public SyncState State { get; } = new(time);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await TryReadAsync(cancellationToken) is not { } answer)
        {
            return;
        }

        var written = await writer.WriteAsync(rules, answer.Reading, mayRemove: true, cancellationToken);
        if (written.Changed > 0)
        {
            Log.Changed(logger, written.Changed, rules.Source);
        }

        IReadOnlyList<RefusedInstance> refused = [.. answer.Refused, .. written.Import.Refused];
        foreach (var instance in _refusals.Since(refused))
        {
            Log.Refused(logger, instance.Service, instance.Node, instance.Id, instance.Reason);
        }

        Note(answer, written, refused.Count);
    }

    private async Task<KubernetesAnswer?> TryReadAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await catalog.ReadAsync(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (State.Fail(KubernetesFailure.Describe(exception)))
            {
                Log.NotRead(logger, rules.Source, exception);
            }

            return null;
        }
    }

    private void Note(KubernetesAnswer answer, WrittenImport written, int refused)
    {
        var figures = new Dictionary<string, int>
        {
            ["services"] = answer.Services,
            ["instances"] = written.Import.Accepted,
            ["refused"] = refused,
            ["held"] = written.Held,
            ["leftOut"] = answer.LeftOut,
        };
        if (answer.Unread > 0)
        {
            State.Fail($"The endpoints of {answer.Unread} of {answer.Services} Services could not be read.");
        }
        else if (answer.LeftOut > 0)
        {
            State.Fail($"{answer.LeftOut} Services are more than Mesh:Kubernetes:MaxServices allows, and are not imported.");
        }
        else if (State.Succeed(figures))
        {
            Log.Recovered(logger, rules.Source);
        }
    }
}

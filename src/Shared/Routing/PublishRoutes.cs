using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Routing;

/// <summary>
/// Compiles the route table and stores it. Any number of publishers may run at once, in any process: the one that
/// writes last has read the registry last, and (epoch, version) of what is stored never decreases.
/// </summary>
public sealed partial class PublishRoutes(
    IServiceRegistry registry,
    IPublicationMark mark,
    ISigningKeySource signingKeys,
    IRoutedConfigurations configurations,
    IExplicitRoutes explicitRoutes,
    IDocumentStore documents,
    TimeProvider time,
    IOptions<PublishOptions> options,
    ILogger<PublishRoutes> logger)
{
    private const int MaxAttempts = 10;

    // Spares reading our own table again. Only a cache: it counts while the store still shows its tag.
    private (string Tag, TableVersion Order)? _lastWritten;

    /// <exception cref="PublishConflictException">Others wrote in between each time.</exception>
    /// <exception cref="StoreUnavailableException">The registry, the signing keys or the configurations cannot be read: the stored table stays.</exception>
    public async Task<Publication> RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // The table first, then the registry and all else: a table that changed since holds a state read before ours or after
            // it, and only in the first case does our write find the tag it expects.
            var stored = await ReadTableAsync(cancellationToken);
            var snapshot = await SnapshotAsync(stored, cancellationToken);
            if (MustWait(stored, snapshot))
            {
                Log.Held(logger, snapshot.Epoch);
                return Publication.Held;
            }

            var trusted = await signingKeys.ReadAsync(cancellationToken);
            var settings = await configurations.ReadAsync(cancellationToken);
            var routes = await explicitRoutes.ReadAsync(cancellationToken);
            if (await TryPublishAsync(stored, snapshot, trusted, settings, routes, cancellationToken) is { } publication)
            {
                return publication;
            }
        }

        throw new PublishConflictException(DocumentNames.RouteTable);
    }

    private async Task<PublishedTable> ReadTableAsync(CancellationToken cancellationToken)
    {
        var document = await documents.ReadAsync(DocumentNames.RouteTable, cancellationToken);
        if (document is null)
        {
            return new PublishedTable(null, null);
        }

        if (_lastWritten is { } written && written.Tag == document.Tag)
        {
            return new PublishedTable(document, written.Order);
        }

        var reading = RouteTableJson.Read(document.Content.Span);
        if (!reading.Accepted)
        {
            Log.Unreadable(logger, reading.Rejection.Value, reading.Errors[0]);
        }

        return new PublishedTable(document, reading.Table?.Order());
    }

    private async Task<RegistrySnapshot> SnapshotAsync(PublishedTable stored, CancellationToken cancellationToken)
    {
        var snapshot = await registry.SnapshotAsync(cancellationToken);
        if (snapshot.Epoch > 0)
        {
            return snapshot;
        }

        var next = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), (stored.Order?.Epoch ?? 0) + 1);
        var epoch = await mark.BeginEpochAsync(next, cancellationToken);
        Log.EpochBegun(logger, epoch);
        return await registry.SnapshotAsync(cancellationToken);
    }

    // A new store knows few of the instances that the table of the store before it serves, and one that was put back
    // from a backup knows the wrong ones: both let them register first.
    private bool MustWait(PublishedTable stored, RegistrySnapshot snapshot)
    {
        if (stored.Order?.Epoch > snapshot.Epoch)
        {
            return snapshot.Grace.IsForAll;
        }

        var isFirstOfEpoch = snapshot.PublishedVersion == 0 && stored.Document is not null && stored.Order?.Epoch != snapshot.Epoch;
        return isFirstOfEpoch && snapshot.TakenAt < snapshot.EpochStartedAt + options.Value.Grace;
    }

    private async Task<Publication?> TryPublishAsync(
        PublishedTable stored,
        RegistrySnapshot snapshot,
        SigningKeySet trusted,
        IReadOnlyList<RoutedConfiguration> settings,
        IReadOnlyList<ExplicitRoute> routes,
        CancellationToken cancellationToken)
    {
        var content = RouteTableCompiler.Compile(snapshot, trusted, options.Value.Prober) with { Configurations = settings, Routes = routes };
        if (stored.Order is { } current && current >= new TableVersion(snapshot.Epoch, snapshot.PublishedVersion) && stored.Says(content))
        {
            return await KeepAsync(current, snapshot, cancellationToken);
        }

        // Noted before it is written: a publisher that dies in between leaves a gap, never a version that is used twice.
        var order = Next(stored, snapshot);
        await mark.RecordAsync(order, cancellationToken);
        var document = RouteTableJson.Serialize(content.With(order));
        var tag = await documents.TryWriteAsync(DocumentNames.RouteTable, document, stored.Tag, cancellationToken);
        if (tag is null)
        {
            Log.Conflict(logger, order);
            return null;
        }

        _lastWritten = (tag, order);
        Log.Published(logger, order, content.Services.Count, document.Length);
        return new Publication(PublicationOutcome.Published, order);
    }

    // A store that was put back from a backup knows an older mark than the table has.
    private async Task<Publication> KeepAsync(TableVersion current, RegistrySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (current.Version > snapshot.PublishedVersion)
        {
            await mark.RecordAsync(current, cancellationToken);
        }

        return new Publication(PublicationOutcome.Unchanged, current);
    }

    private static TableVersion Next(PublishedTable stored, RegistrySnapshot snapshot) => new(
        Math.Max(snapshot.Epoch, stored.Order?.Epoch ?? 0),
        Math.Max(snapshot.PublishedVersion, stored.Order?.Version ?? 0) + 1);
}

using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Identity;

/// <summary>
/// Stores the gateways' second document, by the rules of <see cref="PublishRoutes"/>. Its version is the time in
/// milliseconds, or one more than the version found: a lost document brings no version back, and no mark is needed.
/// </summary>
public sealed partial class PublishCredentials(
    IApiKeyStore keys, IRevokedSessions sessions, IDocumentStore documents, TimeProvider time, ILogger<PublishCredentials> logger)
{
    private const int MaxAttempts = 10;

    /// <summary>The first of an epoch, or any other.</summary>
    /// <param name="epoch">Of the route table that is stored: see <see cref="Publication.Order"/>. While that one is held back, so is this.</param>
    /// <exception cref="PublishConflictException">Others wrote in between each time.</exception>
    public async Task<Publication> RunAsync(long epoch, CancellationToken cancellationToken) =>
        (await RunAsync(epoch, onlyContinues: false, cancellationToken))!;

    /// <summary>One that is not the first of its epoch, and need not know what becomes of the route table.</summary>
    /// <returns>Null when the stored document is of another epoch, or there is none that can be read.</returns>
    /// <exception cref="PublishConflictException">Others wrote in between each time.</exception>
    public Task<Publication?> ContinueAsync(long epoch, CancellationToken cancellationToken) =>
        RunAsync(epoch, onlyContinues: true, cancellationToken);

    private async Task<Publication?> RunAsync(long epoch, bool onlyContinues, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // The document before what goes into it, as with routes: who writes last has read last.
            var document = await documents.ReadAsync(DocumentNames.Credentials, cancellationToken);
            var stored = Read(document);
            if (onlyContinues && stored?.Epoch != epoch)
            {
                return null;
            }

            var published = (await keys.ListAsync(cancellationToken)).Where(IsForCallers).Select(Publish).ToList();
            var revoked = await sessions.ListAsync(cancellationToken);
            if (stored is not null && IsCurrent(stored, epoch, published, revoked))
            {
                return new Publication(PublicationOutcome.Unchanged, stored.Order());
            }

            var table = Compile(stored, epoch, published, revoked);
            var tag = await documents.TryWriteAsync(
                DocumentNames.Credentials, CredentialTableJson.Serialize(table), document?.Tag, cancellationToken);
            if (tag is not null)
            {
                Log.Published(logger, table.Order(), published.Count, revoked.Count);
                return new Publication(PublicationOutcome.Published, table.Order());
            }
        }

        throw new PublishConflictException(DocumentNames.Credentials);
    }

    // A gateway is known to the control plane only: no service is called with its key, so no gateway needs to know it.
    private static bool IsForCallers(StoredApiKey key) => key.Role is not Role.Gateway;

    private static PublishedApiKey Publish(StoredApiKey key) => new()
    {
        Id = key.Id,
        Hash = key.Hash,
        PreviousHash = key.PreviousHash,
        PreviousUntil = key.PreviousUntil,
        Role = key.Role,
        ExpiresAt = key.ExpiresAt,
        Scopes = [.. key.Scopes.Order(StringComparer.Ordinal)],
    };

    private CredentialTable? Read(StoredDocument? document)
    {
        if (document is null)
        {
            return null;
        }

        if (CredentialTableJson.TryRead(document.Content.Span, out var table, out var error))
        {
            return table;
        }

        Log.Unreadable(logger, error);
        return null;
    }

    private bool IsCurrent(CredentialTable stored, long epoch, List<PublishedApiKey> published, IReadOnlyList<RevokedSession> revoked) =>
        stored.Epoch >= epoch
        && time.GetUtcNow() - stored.IssuedAt < CredentialTable.ReissueAfter
        && stored.ApiKeys.SequenceEqual(published)
        && stored.RevokedSessions.SequenceEqual(revoked);

    private CredentialTable Compile(
        CredentialTable? stored, long epoch, List<PublishedApiKey> published, IReadOnlyList<RevokedSession> revoked)
    {
        var now = time.GetUtcNow();
        return new CredentialTable
        {
            Epoch = Math.Max(epoch, stored?.Epoch ?? 0),
            Version = Math.Max(now.ToUnixTimeMilliseconds(), (stored?.Version ?? 0) + 1),
            IssuedAt = now,
            ApiKeys = published,
            RevokedSessions = revoked,
        };
    }
}

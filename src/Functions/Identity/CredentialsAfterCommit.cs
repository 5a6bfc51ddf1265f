using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Coalescing;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Identity;

/// <summary>
/// Beside what follows every commit: publishes the gateways' second document where this process changed what stands in
/// it. Changes that come while it is being written share the next one. Best effort, as all that follows a commit; the
/// next commit or the tick makes good what fails.
/// </summary>
internal sealed partial class CredentialsAfterCommit : IAfterCommit
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private readonly IAfterCommit _inner;
    private readonly PublishDocuments _documents;
    private readonly StoreGenerations _generations;
    private readonly ILogger<CredentialsAfterCommit> _logger;
    private readonly CoalescedWork<Publication> _work;
    private long _published;

    public CredentialsAfterCommit(
        IAfterCommit inner, PublishDocuments documents, StoreGenerations generations, TimeProvider time, ILogger<CredentialsAfterCommit> logger)
    {
        (_inner, _documents, _generations, _logger) = (inner, documents, generations, logger);
        _work = new CoalescedWork<Publication>(PublishAsync, time);
    }

    // Side by side: a revocation does not wait for the route table.
    public Task RunAsync() => Task.WhenAll(_inner.RunAsync(), PublishChangesAsync());

    private async Task PublishChangesAsync()
    {
        if (Volatile.Read(ref _published) >= Changes())
        {
            return;
        }

        try
        {
            if (await _work.RunAsync(Deadline, CancellationToken.None) is null)
            {
                Log.Late(_logger, Deadline);
            }
        }
        catch (Exception exception)
        {
            Log.NotPublished(_logger, exception);
        }
    }

    private async Task<Publication> PublishAsync(CancellationToken cancellationToken)
    {
        // Read before the document is made: what changes meanwhile is published by whoever changed it.
        var until = Changes();
        var publication = await _documents.PublishCredentialsAsync(Deadline, cancellationToken);
        if (publication.Order is not null)
        {
            Volatile.Write(ref _published, until);
        }

        return publication;
    }

    private long Changes() => _generations.Of(StoreTopic.ApiKeys) + _generations.Of(StoreTopic.RevokedSessions);
}

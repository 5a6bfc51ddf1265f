using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Identity;

/// <summary>
/// After what follows every commit: publishes the gateways' second document where this process changed what stands in
/// it. Changes that come while it is being written share the next one. Best effort, as all that follows a commit; the
/// tick makes good what fails.
/// </summary>
internal sealed partial class CredentialsAfterCommit(
    IAfterCommit inner, PublishDocuments documents, StoreGenerations generations, TimeProvider time, ILogger<CredentialsAfterCommit> logger)
    : IAfterCommit, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private long _published;

    public async Task RunAsync()
    {
        await inner.RunAsync();
        var changed = Changes();
        if (Volatile.Read(ref _published) >= changed)
        {
            return;
        }

        using var late = new CancellationTokenSource(Deadline, time);
        try
        {
            await PublishAsync(changed, late.Token);
        }
        catch (Exception exception)
        {
            Log.NotPublished(logger, exception);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task PublishAsync(long changed, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_published < changed)
            {
                // Read before the document is made: what changes meanwhile is published by whoever changed it.
                var until = Changes();
                await documents.RunAsync(Deadline, cancellationToken);
                Volatile.Write(ref _published, until);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private long Changes() => generations.Of(StoreTopic.ApiKeys) + generations.Of(StoreTopic.RevokedSessions);
}

using ToskaMesh.Redis;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>Tells the gateways of each document that is replaced, so that they need not wait for their next look at it.</summary>
internal sealed class AnnouncedDocumentStore(IDocumentStore documents, RedisConnection redis) : IDocumentStore
{
    public Task<StoredDocument?> ReadAsync(string name, CancellationToken cancellationToken) => documents.ReadAsync(name, cancellationToken);

    public async Task<string?> TryWriteAsync(
        string name, ReadOnlyMemory<byte> content, string? ifMatch, CancellationToken cancellationToken)
    {
        var tag = await documents.TryWriteAsync(name, content, ifMatch, cancellationToken);
        if (tag is not null)
        {
            await AnnounceAsync(name, tag);
        }

        return tag;
    }

    // The document is stored: neither a caller who went away nor a Redis that did makes that a failure.
    private async Task AnnounceAsync(string name, string tag)
    {
        try
        {
            await redis.RunAsync(database => database.PublishAsync(DocumentsChannel.Name, DocumentsChannel.Message(name, tag)), CancellationToken.None);
        }
        catch (RedisLostException)
        {
            // The connection said so, once. Gateways poll.
        }
    }
}

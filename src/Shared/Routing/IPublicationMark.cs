namespace ToskaMesh.Shared.Routing;

/// <summary>The store's own memory of what was published, so that a lost or truncated table cannot bring versions back.</summary>
public interface IPublicationMark
{
    /// <summary>Gives a store without an epoch this one. Two callers get the same answer.</summary>
    /// <returns>The epoch that stands.</returns>
    Task<long> BeginEpochAsync(long epoch, CancellationToken cancellationToken);

    /// <summary>Notes a version that is about to be written; a lower one than noted before changes nothing.</summary>
    Task RecordAsync(TableVersion published, CancellationToken cancellationToken);

    /// <summary>The last version that was noted; null before the first.</summary>
    Task<TableVersion?> ReadAsync(CancellationToken cancellationToken);
}

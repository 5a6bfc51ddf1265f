namespace ToskaMesh.Functions.CatalogSync;

/// <param name="Name">import or export.</param>
internal sealed record ConsulDirection(string Name, SyncState State);

using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.CatalogSync;

/// <param name="Changed">Instances that came, left, or are other than before.</param>
/// <param name="Held">Whose id or address somebody has who registered with the mesh.</param>
internal sealed record WrittenImport(CatalogImport Import, int Changed, int Held);

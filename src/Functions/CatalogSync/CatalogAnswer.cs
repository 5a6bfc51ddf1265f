using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.CatalogSync;

/// <param name="Index">Consul's own of the catalog: lower than before where it began to count anew.</param>
/// <param name="LeftOut">Services beyond the limit; they stay as they are.</param>
internal sealed record CatalogAnswer(CatalogReading Reading, ulong Index, int LeftOut)
{
    public int Unread => Reading.Listed.Count - Reading.Read.Count - LeftOut;
}

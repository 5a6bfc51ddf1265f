using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>Which refusals are new: the same again with each reading is for nobody's log.</summary>
internal sealed class RefusalNews
{
    private HashSet<RefusedInstance> _before = [];

    public IReadOnlyList<RefusedInstance> Since(IReadOnlyCollection<RefusedInstance> refused)
    {
        var fresh = refused.Where(instance => !_before.Contains(instance)).ToList();
        _before = [.. refused];
        return fresh;
    }
}

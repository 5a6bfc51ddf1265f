using Microsoft.EntityFrameworkCore;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>Which store this process opened: its id tells a file or database from another that took its place.</summary>
internal sealed class StoreIdentity
{
    /// <summary>Known once the store is ready.</summary>
    public Guid Id { get; private set; }

    /// <summary>Gives an id to a store that is new. Of two that do, one wins.</summary>
    public static Task GiveAsync(MeshDbContext context, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        return context.State.Where(state => state.StoreId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(state => state.StoreId, id), cancellationToken);
    }

    public async Task LearnAsync(MeshDbContext context, CancellationToken cancellationToken)
    {
        var found = await context.State.Select(state => state.StoreId).SingleOrDefaultAsync(cancellationToken);
        Id = found ?? throw new StoreUnavailableException("The mesh store has tables and no identity. Run 'toska migrate'.");
    }

    public bool Is(Guid? id) => id == Id;
}

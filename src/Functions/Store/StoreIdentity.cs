using Microsoft.EntityFrameworkCore;

namespace ToskaMesh.Functions.Store;

/// <summary>Which store this process opened: its id tells a file from another that took its place.</summary>
internal sealed class StoreIdentity
{
    /// <summary>Known once the store is ready.</summary>
    public Guid Id { get; private set; }

    /// <summary>Reads the id, and gives one to a store that is new.</summary>
    public async Task LearnAsync(MeshDbContext context, CancellationToken cancellationToken)
    {
        var state = await context.State.SingleAsync(cancellationToken);
        if (state.StoreId is null)
        {
            state.StoreId = Guid.NewGuid();
            await context.SaveChangesAsync(cancellationToken);
        }

        Id = state.StoreId.Value;
    }

    public bool Is(Guid? id) => id == Id;
}

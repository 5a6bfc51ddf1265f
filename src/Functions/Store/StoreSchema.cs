using Microsoft.EntityFrameworkCore;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>Whether a store has the schema of this build.</summary>
internal static class StoreSchema
{
    public static async Task<SchemaDifference> CompareAsync(MeshDbContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        return new SchemaDifference([.. known.Except(applied)], [.. applied.Except(known)]);
    }

    public static void RefuseNewer(SchemaDifference difference)
    {
        if (difference.Unknown.Count > 0)
        {
            throw new StoreUnavailableException(
                $"The mesh store was made by a newer build (it has '{difference.Unknown[^1]}'). Run that build, or restore an older store.");
        }
    }

    public static void Require(SchemaDifference difference)
    {
        RefuseNewer(difference);
        if (difference.Pending.Count > 0)
        {
            throw new StoreUnavailableException(
                $"The mesh store lacks {difference.Pending.Count} migrations, '{difference.Pending[0]}' first. Run 'toska migrate'.");
        }
    }
}

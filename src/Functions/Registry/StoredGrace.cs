using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Functions.Registry;

/// <summary>What the store remembers of the control plane's sleep; see <see cref="GraceRules"/>.</summary>
internal readonly record struct StoredGrace(DateTimeOffset? LastTick, DateTimeOffset? GraceUntil)
{
    public static StoredGrace Of(MeshStateRow state) => new(state.LastTick, state.GraceUntil);

    /// <summary>Stores that the control plane is awake, and the end of the grace when it has slept.</summary>
    public static async Task<StoredGrace> NoteAwakeAsync(StoreTransaction transaction, MeshOptions options, CancellationToken cancellationToken)
    {
        var state = await transaction.LockStateAsync(cancellationToken);
        state.GraceUntil = GraceRules.Decide(state.LastTick, state.GraceUntil, transaction.Now, options.SleepGap, options.Grace);
        state.LastTick = transaction.Now;
        transaction.SaveState();
        return Of(state);
    }

    public bool IsActive(DateTimeOffset now, MeshOptions options) => GraceRules.IsActive(LastTick, GraceUntil, now, options.SleepGap);
}

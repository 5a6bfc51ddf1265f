using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Functions.Registry;

/// <summary>What the store remembers of the control plane's sleep and absence; see <see cref="GraceRules"/> and <see cref="Absence"/>.</summary>
internal readonly record struct StoredGrace(DateTimeOffset? LastTick, DateTimeOffset? GraceUntil, Absence? Away)
{
    public static StoredGrace Of(MeshStateRow state) => new(
        state.LastTick, state.GraceUntil, state is { AwayFrom: { } from, AwayUntil: { } until } ? new Absence(from, until) : null);

    /// <summary>Stores that the control plane is awake, and what follows if it was not.</summary>
    /// <returns>What holds expiry back now.</returns>
    public static async Task<LeaseGrace> NoteAwakeAsync(StoreTransaction transaction, MeshOptions options, CancellationToken cancellationToken)
    {
        var state = await transaction.LockStateAsync(cancellationToken);
        var noted = Of(state).Note(transaction.Now, options);
        (state.LastTick, state.GraceUntil) = (noted.LastTick, noted.GraceUntil);
        (state.AwayFrom, state.AwayUntil) = (noted.Away?.From, noted.Away?.Until);
        transaction.SaveState();
        return noted.At(transaction.Now, options);
    }

    /// <summary>As it is once it is noted that the control plane is awake.</summary>
    public StoredGrace Note(DateTimeOffset now, MeshOptions options) => new(
        now,
        GraceRules.Decide(LastTick, GraceUntil, now, options.SleepGap, options.Grace),
        Absence.Next(Away, LastTick, now, options.AwayGap));

    /// <summary>For a read or a write, which may be what wakes the control plane.</summary>
    public LeaseGrace At(DateTimeOffset now, MeshOptions options) => new(
        GraceRules.IsActive(LastTick, GraceUntil, now, options.SleepGap), Absence.Next(Away, LastTick, now, options.AwayGap));
}

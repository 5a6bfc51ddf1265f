using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Functions.Registry;

/// <summary>What the store remembers of the control plane's sleep; see <see cref="GraceRules"/>.</summary>
internal readonly record struct StoredGrace(DateTimeOffset? LastTick, DateTimeOffset? GraceUntil)
{
    public static StoredGrace Of(MeshStateRow state) => new(state.LastTick, state.GraceUntil);

    public bool IsActive(DateTimeOffset now, MeshOptions options) => GraceRules.IsActive(LastTick, GraceUntil, now, options.SleepGap);
}

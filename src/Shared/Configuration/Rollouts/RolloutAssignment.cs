using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Which instances a rollout gives its version. By a hash of rollout and instance, so that each rollout begins with
/// others, and everybody who computes it gets the same.
/// </summary>
public static class RolloutAssignment
{
    /// <summary>How many of <paramref name="present"/> instances a share is: rounded up, and one at least where there is one.</summary>
    /// <param name="percent">0 to 100.</param>
    public static int CountOf(int percent, int present) =>
        percent <= 0 || present <= 0 ? 0 : (int)Math.Max(1, ((long)percent * present + 99) / 100);

    /// <summary>
    /// The set as it is to be stored: those of before, whatever the share says now, and as many more as it takes for the
    /// share of those who are there. Nobody who got the version loses it by somebody else's coming, nor by leaving and
    /// coming back.
    /// </summary>
    /// <param name="assigned">The set as it was stored last.</param>
    public static IReadOnlySet<InstanceId> Widen(
        Guid rollout, int percent, IReadOnlyCollection<InstanceId> present, IReadOnlyCollection<InstanceId> assigned)
    {
        var widened = assigned.ToHashSet();
        var missing = CountOf(percent, present.Count) - present.Count(widened.Contains);
        widened.UnionWith(present.Where(instance => !widened.Contains(instance)).OrderBy(instance => RankOf(rollout, instance))
            .ThenBy(instance => instance.Value, StringComparer.Ordinal).Take(Math.Max(0, missing)));
        return widened;
    }

    private static ulong RankOf(Guid rollout, InstanceId instance) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{rollout:n}/{instance.Value}")));
}

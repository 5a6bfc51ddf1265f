using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// What became of the old version's requests when there were last enough to compare with: figures are forgotten after an
/// hour, and at the end of a rollout nobody has the old version any more.
/// </summary>
/// <param name="At">When it was last taken down.</param>
/// <param name="Figures">By service (<see cref="RolloutEvidence.Stable"/>); of at most <see cref="RolloutLimits.Remembered"/>.</param>
public sealed record StableMemory(DateTimeOffset At, IReadOnlyDictionary<string, RequestFigures> Figures)
{
    public static StableMemory None { get; } = new(DateTimeOffset.MinValue, new Dictionary<string, RequestFigures>());

    /// <summary>With what is seen now, where that is enough.</summary>
    /// <param name="isDue">Whether fewer are about to have the old version.</param>
    public StableMemory With(RolloutGate gate, IReadOnlyDictionary<string, StableFigures> seen, bool isDue, DateTimeOffset now)
    {
        var enough = gate is { CompareWithStable: true, MaxErrorRate: not null }
            ? seen.Select(pair => KeyValuePair.Create(pair.Key, GateRules.ToCompareWith(gate, pair.Value, null)))
                .Where(pair => GateRules.IsEnough(gate, pair.Value)).ToDictionary()
            : [];
        if (enough.Count == 0 || !(isDue || now - At >= RolloutLimits.FiguresInterval || (Figures.Count < RolloutLimits.Remembered && enough.Keys.Any(service => !Figures.ContainsKey(service)))))
        {
            return this;
        }

        var all = enough.Concat(Figures.Where(known => !enough.ContainsKey(known.Key)));
        return new StableMemory(now, all.OrderByDescending(pair => pair.Value.Requests).Take(RolloutLimits.Remembered).ToDictionary());
    }
}

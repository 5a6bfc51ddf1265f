using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Takes a rollout on by one turn, and by a person's word.</summary>
public sealed class AdvanceRollout(IRolloutStore rollouts, IEnumerable<IRolloutEvidence> evidence, TimeProvider time)
{
    /// <summary>Of the same turn, where somebody else's change came before.</summary>
    private const int Attempts = 5;

    /// <summary>One turn of the rollout of that configuration.</summary>
    /// <returns>The rollout after it, over or not, null when none is under way; and whether there is something to publish.</returns>
    /// <exception cref="StoreUnavailableException">The store, or what it wanted to see, could not be read or written; nothing happened.</exception>
    public async Task<(Rollout? Rollout, bool IsSeen)> RunAsync(ConfigurationKey key, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await rollouts.FindUnderWayAsync(key, cancellationToken) is not { } rollout)
            {
                return (null, false);
            }

            var change = await ObserveAsync(rollout, cancellationToken);
            if (!change.IsAny || await rollouts.TryApplyAsync(change, null, cancellationToken))
            {
                return (change.After, change.IsSeen);
            }
        }

        // Others are at it: the next turn is soon enough.
        return (await rollouts.FindUnderWayAsync(key, cancellationToken), false);
    }

    /// <summary>
    /// Does what somebody says, on what is there then. Whatever share follows from it is given by the next turn. Before an
    /// approval a turn looks, since the last one may be as old as the interval: what fails is not approved.
    /// </summary>
    /// <exception cref="StoreUnavailableException">As with a turn, and where others change it again and again.</exception>
    public async Task<(RolloutOrderOutcome Outcome, Rollout Rollout)> OrderAsync(
        Rollout rollout, RolloutCommand command, RolloutCommandBody said, ConfigurationAuthor by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (outcome, change) = RolloutTurns.Order(rollout, command, by.Subject, said, time.GetUtcNow());
            var turn = outcome is RolloutOrderOutcome.Done && command is RolloutCommand.Approve
                ? await ObserveAsync(rollout, cancellationToken)
                : null;
            if (turn is null || !turn.IsAny || await rollouts.TryApplyAsync(turn, null, cancellationToken))
            {
                if (turn?.After is { Gate.Verdict: GateVerdict.Fail } failed)
                {
                    return (RolloutOrderOutcome.GateFailed, failed);
                }

                if (turn is not null)
                {
                    (outcome, change) = RolloutTurns.Order(turn.After, command, by.Subject, said, time.GetUtcNow());
                }

                if (outcome is not RolloutOrderOutcome.Done || await rollouts.TryApplyAsync(change, by, cancellationToken))
                {
                    return (outcome, change.After);
                }
            }

            if (attempt == Attempts)
            {
                throw new StoreUnavailableException("The rollout is changed again and again at this moment. Try again.");
            }

            rollout = await rollouts.FindAsync(rollout.Id, cancellationToken) ?? rollout;
        }
    }

    /// <summary>What is to be seen of it now; of one that is over what was seen last.</summary>
    public async Task<RolloutObservation> LookAsync(Rollout rollout, CancellationToken cancellationToken) => rollout.IsOver
        ? RolloutSight.Recall(rollout)
        : RolloutSight.Look(rollout, await GatherAsync(rollout, cancellationToken));

    // At the time before the look: a bake is not over by a time that may have passed while it looked.
    private async Task<RolloutChange> ObserveAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return RolloutTurns.Observe(rollout, await GatherAsync(rollout, cancellationToken), now);
    }

    private async Task<RolloutEvidence> GatherAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var seen = await evidence.First(one => one.Kind == rollout.Kind).GatherAsync(rollout, cancellationToken);
        return seen with { NewestMark = await rollouts.NewestMarkAsync(cancellationToken) };
    }
}

using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>What the history says that the code asked for, to hold a replay against.</summary>
internal sealed class RecordedActions(IReadOnlyList<Turn> turns)
{
    private readonly List<TurnAction> _actions = [.. turns.SelectMany(t => t.Actions)];
    private int _replayed;

    /// <summary>The number of the next action.</summary>
    public int Next => _replayed;

    /// <summary>How the replay differs from the history; null as long as it does not.</summary>
    public string? Difference { get; private set; }

    /// <summary>Takes the next action of the code.</summary>
    /// <param name="replaying">False beyond the history, where every action is new.</param>
    /// <returns>Whether the action is new.</returns>
    public bool Take(TurnAction action, bool replaying)
    {
        var index = _replayed++;
        if (!replaying)
        {
            return true;
        }

        if (index >= _actions.Count)
        {
            Difference ??= $"the code wants to {action}, of which the history knows nothing";
        }
        else if (!_actions[index].IsSame(action))
        {
            Difference ??= $"the code wants to {action}, where the history has: {_actions[index]}";
        }

        return false;
    }

    /// <summary>At the end of a recorded turn the code must have asked for all that was recorded until then.</summary>
    public void EndTurn(int recordedUntil)
    {
        if (_replayed < recordedUntil)
        {
            Difference ??= $"the history has: {_actions[_replayed]}, which the code did not ask for";
        }
        else if (_replayed > recordedUntil)
        {
            Difference ??= $"the code asked for more than the history has at that point, from action #{recordedUntil} on";
        }
    }

    public void EndEarly() => Difference ??= "the code ended, where the history goes on";
}

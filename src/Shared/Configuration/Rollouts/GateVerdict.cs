namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What a gate says of the new version.</summary>
public enum GateVerdict
{
    /// <summary>Too little is known: it holds, and does not pass.</summary>
    Inconclusive = 0,

    Pass,

    Fail,
}

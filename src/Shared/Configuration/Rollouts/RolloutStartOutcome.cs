namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What came of a <see cref="RolloutStart"/>.</summary>
public enum RolloutStartOutcome
{
    Started = 0,

    /// <summary>There is no such configuration.</summary>
    NotFound,

    /// <summary>There is none of its versions with that number.</summary>
    NoSuchVersion,

    /// <summary>The version holds already.</summary>
    Holds,

    /// <summary>Another one is under way, and was not to be superseded.</summary>
    UnderWay,

    /// <summary>A route is given to requests: labels choose none of them.</summary>
    LabelsOfARoute,
}

namespace ToskaMesh.Shared.Configuration;

/// <summary>What came of a <see cref="ConfigurationChange"/>.</summary>
public enum ConfigurationOutcome
{
    Created = 0,

    Updated,

    RolledBack,

    Deleted,

    /// <summary>A version that was there holds now.</summary>
    Activated,

    /// <summary>The last version says the same already: there is no new one.</summary>
    Unchanged,

    /// <summary>There is no such configuration.</summary>
    NotFound,

    /// <summary>There is none of its versions with that number.</summary>
    NoSuchVersion,

    /// <summary>There is one already.</summary>
    Exists,

    /// <summary>Its last version is none of the expected ones.</summary>
    VersionMismatch,

    /// <summary>What is there is of another kind.</summary>
    OtherKind,

    /// <summary>A rollout of it is under way, which decides what holds.</summary>
    RolloutUnderWay,

    /// <summary>The environment has as many as it may.</summary>
    TooMany,
}

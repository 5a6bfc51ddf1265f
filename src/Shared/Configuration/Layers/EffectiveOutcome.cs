namespace ToskaMesh.Shared.Configuration.Layers;

public enum EffectiveOutcome
{
    Made = 0,

    /// <summary>More configurations select the instance than are merged, or they refer to more secrets.</summary>
    TooMany,

    /// <summary>Merged it is larger than an answer may be.</summary>
    TooLarge,

    /// <summary>Some secrets are not there, or not for the service.</summary>
    Unresolved,
}

namespace ToskaMesh.Shared.Observations;

/// <summary>What changed about an instance in the eyes of one gateway.</summary>
public enum ObservedState
{
    /// <summary>Its traffic failed, and it is left out for a while.</summary>
    Ejected = 0,

    /// <summary>It answered traffic again after it was ejected.</summary>
    Recovered = 1,

    /// <summary>The gateway's own check of it fails.</summary>
    Failing = 2,

    /// <summary>The gateway's own check of it passes.</summary>
    Passing = 3,
}

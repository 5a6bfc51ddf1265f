namespace ToskaMesh.Shared.Observations;

/// <summary>When requests were counted, as seen from something that began.</summary>
public enum FigurePeriod
{
    /// <summary>In a minute before that of the beginning.</summary>
    Before = 0,

    /// <summary>From the minute of the beginning to the recent ones.</summary>
    Since = 1,

    /// <summary>In the minute that is passing or the one before it, and not before the beginning.</summary>
    Recent = 2,
}

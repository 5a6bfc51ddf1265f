namespace ToskaMesh.Shared.Registry;

public enum DeregistrationReason
{
    Requested,

    /// <summary>Unhealthy for longer than its registration allows.</summary>
    Critical,

    /// <summary>Unhealthy, and another instance registered its address and port.</summary>
    Evicted,

    /// <summary>Another instance of the same service registered its address and port.</summary>
    Replaced,

    /// <summary>It was imported, and its source lists it no more.</summary>
    Unlisted,
}

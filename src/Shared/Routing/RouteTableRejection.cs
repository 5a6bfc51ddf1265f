namespace ToskaMesh.Shared.Routing;

/// <summary>Why a document was not applied. The last good one keeps serving.</summary>
public enum RouteTableRejection
{
    /// <summary>No bytes: an error is never read as an empty list.</summary>
    Empty,

    /// <summary>Not JSON of this shape, a truncated document among others.</summary>
    Malformed,

    /// <summary>A schema version that this build does not read.</summary>
    Schema,

    /// <summary>Read, but breaks a rule of <see cref="RouteTableValidator"/>.</summary>
    Invalid,

    OlderEpoch,

    OlderVersion,
}

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>What becomes of a header.</summary>
public enum HeaderAction
{
    /// <summary>It has this value and no other.</summary>
    Set = 0,

    /// <summary>It has this value, too.</summary>
    Append = 1,

    Remove = 2,
}

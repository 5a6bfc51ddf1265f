namespace ToskaMesh.Shared.Commands;

public enum ReplyOutcome
{
    /// <summary>Taken; or the same instance said the same before.</summary>
    Done = 0,

    /// <summary>No such command, or none for this instance.</summary>
    NotFound,

    /// <summary>Answered before: otherwise, or by another instance.</summary>
    Answered,

    /// <summary>Its time was over.</summary>
    Expired,
}

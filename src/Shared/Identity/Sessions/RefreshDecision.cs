namespace ToskaMesh.Shared.Identity.Sessions;

public enum RefreshDecision
{
    /// <summary>Nothing comes of it.</summary>
    Refuse = 0,

    /// <summary>It is spent now, and its successor is the session's token.</summary>
    Rotate = 1,

    /// <summary>It was spent a moment ago: its holder gets the same successor.</summary>
    Repeat = 2,

    /// <summary>It was spent long ago: the session ends.</summary>
    EndSession = 3,
}

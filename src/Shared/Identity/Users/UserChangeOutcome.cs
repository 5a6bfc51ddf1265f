namespace ToskaMesh.Shared.Identity.Users;

public enum UserChangeOutcome
{
    Done = 0,

    /// <summary>There is no such user.</summary>
    NotFound = 1,

    /// <summary>There was nothing to change, or the change does not fit any more to what is stored.</summary>
    Refused = 2,

    /// <summary>Nobody could manage the mesh's users any more.</summary>
    LastAdmin = 3,

    /// <summary>Another user has the e-mail address, or the external login.</summary>
    Taken = 4,
}

namespace ToskaMesh.Shared.Identity.Users;

public enum AddUserOutcome
{
    Added = 0,

    /// <summary>Another user has the e-mail address, or the external login.</summary>
    Taken = 1,

    /// <summary>It was to be the first Admin, and there is one.</summary>
    AdminExists = 2,
}
